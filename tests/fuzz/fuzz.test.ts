import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { SERVE_ARGS } from '../../deploy/serve-args.mjs';
import { createTokens } from '../../server/identity/token.ts';
import { plainNames, seededRandom } from '../support/names.ts';
import { connectPlayer, type TestPlayer } from '../support/player.ts';
import { startNodeProcess, type NodeProcess } from '../support/process-node.ts';
import { until } from '../support/until.ts';
import { untilPlaying } from '../support/until-playing.ts';
import { createBatches, type Batch } from './batches.ts';
import { frameOf } from './frame.ts';
import { tellsHidden } from './hidden.ts';
import { createMessages, type Vocabulary } from './messages.ts';
import { pollOnce } from './polling.ts';
import { openRawConnection, type RawConnection } from './raw-connection.ts';

/** `SEED=… FUZZ_FRAMES=…` runs a failure again. `npm run prove` sends a million. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 10_000);

const SECRET = 'a secret of the fuzzer, long enough';
/** Rates are lifted, so that frames reach what is behind them; rooms stay bounded. */
const RATE_LIMITS = [
  ...['guessBurst', 'guessPerSecond', 'emoteBurst', 'emotePerSecond', 'commandBurst', 'commandPerSecond'],
  ...['failedJoinsPerMinuteAddress', 'socketsPerAddress', 'newSocketsPerMinuteAddress'],
  ...['socketsPerPlayer', 'newSocketsPerMinutePlayer', 'httpPerMinuteAddress', 'refusalsBeforeClose'],
]
  .map((name) => `${name}=1000000`)
  .join();
const CONNECTIONS = 12;
const POLLERS = 2;
const BATCH = 64;
/** One in so many connections is a stranger's. */
const STRANGERS = 5;
/** What memory may be after the last frame, beyond what it was after the first third. */
const GROWTH_BYTES = 24 * 1024 * 1024;

let folder: string;
let node: NodeProcess;
let victim: TestPlayer;
let guests: TestPlayer[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cityrace-fuzz-'));
  const report = join(import.meta.dirname, 'report-heap.mjs');
  const env = { DATA_DIR: folder, SESSION_SECRET: SECRET, RATE_LIMITS };
  node = await startNodeProcess(env, 0, ['--expose-gc', '--import', report, ...SERVE_ARGS]);
  victim = await connectPlayer({ urls: [node.url], name: 'Victim', record: true });
  guests = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, n) => connectPlayer({ urls: [node.url], name: `Guest ${n}` })),
  );
});
afterAll(async () => {
  for (const player of [victim, ...guests]) player.close();
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const tokenOf = ({ playerId }: TestPlayer): string => createTokens(SECRET).issue({ playerId, name: 'Guest' });

/** What is left in the server's memory when nobody but the victim is connected, bytes. */
async function memory(): Promise<number> {
  await until(async () => {
    const text = await fetch(`${node.url}/metrics`).then((response) => response.text());
    return /^cityrace_sockets 1$/m.test(text);
  }, 'the connections are gone');
  const reports = (): { heapUsed: number; external: number }[] =>
    node.log
      .filter((line) => line.includes('"msg":"heap"'))
      .map((line) => JSON.parse(line) as { heapUsed: number; external: number });
  const before = reports().length;
  process.kill(node.pid, 'SIGUSR2');
  await until(() => reports().length > before, 'the report of the heap');
  const { heapUsed, external } = reports().at(-1)!;
  return heapUsed + external;
}

it(`stands ${FRAMES} frames that no client would send (SEED=${SEED})`, async () => {
  // The victim has something new to find all the time.
  const all = plainNames('FR', 60 + Math.min(4000, Math.ceil(FRAMES / 50)));
  const [own, secrets] = [all.slice(0, 60), all.slice(60)];
  const race = await victim.create({ quiz: 'france', mode: 'race', seconds: null, maxPlayers: 24 });
  const others: string[] = [];
  for (const [n, mode] of (['claim', 'coop'] as const).entries())
    others.push(await guests[n]!.create({ quiz: 'france', mode, maxPlayers: 24 }));
  for (const guest of guests) await guest.ask('join', { roomId: race });
  await victim.ask('start', { roomId: race });
  await untilPlaying(victim);
  const vocabulary: Vocabulary = {
    roomIds: [race, race, race, race, race, ...others, ...others, 'ABCDEF', 'x'.repeat(22), ''],
    endingIds: others,
    playerIds: [...guests.map(({ playerId }) => playerId), 'nobody', ''],
    runIds: [victim.view!.runId!, 'another', '*', ''],
    names: own.map(({ text }) => text),
  };
  for (const guest of guests) guest.close();
  // Made before: frames of so many kinds make as many rooms as an address may.
  const bystander = await connectPlayer({ urls: [node.url] });
  const solo = await bystander.create({ quiz: 'france', mode: 'solo' });
  bystander.close();

  const told: string[] = [];
  const onText = (text: string): void => {
    if (told.length === 0 && tellsHidden(text, victim.playerId)) told.push(text);
  };
  let sent = 0;
  let secret = 0;
  const closed: string[] = [];

  /** Plays a batch; what is well-formed is all answered, whatever stands in it. */
  async function play(connection: RawConnection, batch: Batch, random: () => number): Promise<void> {
    sent += batch.frames;
    for (const bytes of batch.writes) await connection.write(bytes);
    if (batch.isLast) {
      await connection.close();
      return;
    }
    const fence = 1_000_000 + Math.floor(random() * 1_000_000);
    const answered = connection.until(`43${fence}[`);
    // With it, what keeps a connection alive: the server asks now and then, and nothing may come between the writes of a batch.
    const heartbeat = frameOf('3', random);
    await connection.write(Buffer.concat([heartbeat, frameOf(`42${fence}["time",{}]`, random)]));
    if (!(await answered)) closed.push(connection.reason);
  }

  async function fuzz(worker: number, goal: number): Promise<void> {
    const random = seededRandom(SEED * 1000 + worker + goal);
    const batches = createBatches(random, createMessages(random, vocabulary));
    while (sent < goal) {
      const token = random() < 1 / STRANGERS ? undefined : tokenOf(guests[worker % CONNECTIONS]!);
      const connection = await openRawConnection(node.port, {
        random,
        onText,
        ...(token === undefined ? {} : { token }),
      });
      await connection.write(frameOf(`42["join",{"roomId":"${race}"}]`, random));
      while (sent < goal && !connection.isClosed) await play(connection, batches.next(BATCH), random);
      await connection.close();
    }
  }

  async function poll(worker: number, goal: number): Promise<void> {
    const random = seededRandom(SEED * 1000 + 500 + worker + goal);
    const messages = createMessages(random, vocabulary);
    while (sent < goal) {
      const token = tokenOf(guests[worker]!);
      const packets = await pollOnce(node.url, { token, random, messages, onText });
      sent += packets;
    }
  }

  /** Goes on until so many frames are sent, while the victim finds what nobody else may see. */
  async function fuzzTo(goal: number): Promise<number> {
    const workers = [
      ...Array.from({ length: CONNECTIONS }, (_, n) => fuzz(n, goal)),
      ...Array.from({ length: POLLERS }, (_, n) => poll(n, goal)),
    ];
    const isDone = Promise.all(workers).then(() => true);
    const isOver = (): Promise<boolean> =>
      Promise.race([isDone, new Promise<false>((resolve) => setTimeout(() => resolve(false), 50))]);
    while (!(await isOver())) {
      const { text } = secrets[secret++ % secrets.length]!;
      expect(await victim.guess(text)).toMatchObject({ ok: true });
    }
    return memory();
  }

  onTestFailed(() => console.error(node.log.slice(-40).join('\n')));
  const before = await fuzzTo(Math.ceil(FRAMES / 3));
  const after = await fuzzTo(FRAMES);
  expect(sent).toBeGreaterThanOrEqual(FRAMES);
  expect(closed, 'well-formed frames close no connection').toEqual([]);
  expect(secret, 'the victim has found something').toBeGreaterThan(10);
  expect(
    victim.frames.some((text) => tellsHidden(text, victim.playerId)),
    'its own messages tell',
  ).toBe(true);
  expect(told, 'the others are not told').toEqual([]);
  expect(after - before, 'bytes kept').toBeLessThan(GROWTH_BYTES);
  expect(node.log.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  expect(node.log.filter((line) => line.includes('run not saved yet'))).toEqual([]);
  expect(victim.reconnects).toBe(0);

  const guest = await connectPlayer({ urls: [node.url], token: tokenOf(bystander) });
  await guest.join(solo);
  expect(await guest.guess(secrets[0]!.text)).toMatchObject({ outcome: 'found' });
  await guest.ask('end', { roomId: solo });
  await guest.until(({ phase }) => phase === 'ended', 'the end');
  guest.close();
});
