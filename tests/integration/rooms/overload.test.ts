import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ack, GuessAnswer } from '../../../shared/messages.ts';
import { plainNames } from '../../support/names.ts';
import { startNode, type NodeOptions, type TestNode } from '../../support/node.ts';
import { connectPlayer, type TestPlayer } from '../../support/player.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { until } from '../../support/until.ts';

const NAMES = plainNames('FR', 400).map(({ text }) => text);
/** Every turn of the event loop that follows another is too long. */
const ALWAYS_BUSY = { guessTurnMs: 0.000_1, overloadAfterMs: 0, readPauseMs: 40, overloadedRetryMs: 40 };
/** Never silent for too long. */
const PATIENT = { storeStalledMs: 600_000, guessTooOldMs: 600_000, storeTimeoutMs: 60_000 };

let node: TestNode;
let redis: TestRedis | undefined;
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  redis?.resume();
  await node.stop();
  await redis?.remove();
  redis = undefined;
});

async function start(options: NodeOptions & { store: 'memory' | 'redis' }): Promise<void> {
  redis = options.store === 'redis' ? await startRedis({ appendfsync: 'no' }) : undefined;
  const shared = redis
    ? { REDIS_URL: redis.url, SESSION_SECRET: 'a secret of the tests, long enough to be one' }
    : {};
  node = await startNode({ ...options, env: { ...shared, ...options.env } });
}

/** A player in a game of its own. */
async function soloPlayer(): Promise<{ one: TestPlayer; roomId: string }> {
  const one = await connectPlayer({ urls: [node.url] });
  open.push(one);
  return { one, roomId: await one.create({ quiz: 'france', mode: 'solo' }) };
}

/** Sends a guess once, as a client that knows nothing of refusals. */
const guessOnce = (one: TestPlayer, roomId: string, text: string): Promise<Ack<GuessAnswer>> =>
  one.ask('guess', { roomId, guessId: text, text }, 60_000);

const codeOf = (answer: Ack<unknown>): string => (answer.ok ? 'ok' : answer.code);

async function gauge(name: string): Promise<number> {
  const text = await (await fetch(`${node.url}/metrics`)).text();
  return Number(new RegExp(`^cityrace_${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

describe.each([
  ['memory', 'on'],
  ['redis', 'on'],
  ['memory', 'off'],
  ['redis', 'off'],
] as const)('a node that has too much to do (store: %s, fast path: %s)', (store, fastPath) => {
  it('refuses what it cannot do soon, once each, and loses nothing of those who ask again', async () => {
    await start({ store, env: { FAST_PATH: fastPath }, durations: ALWAYS_BUSY });
    const { one, roomId } = await soloPlayer();
    const other = await soloPlayer();
    const codes: string[] = [];
    const credited = new Set<string>();
    const refusals: Ack<unknown>[] = [];
    await until(async () => {
      const batch = NAMES.slice(100, 140).map(async (text) => {
        const answer = await guessOnce(one, roomId, text);
        codes.push(codeOf(answer));
        if (answer.ok) credited.add(text);
        else refusals.push(answer);
      });
      await Promise.all(batch);
      return codes.includes('ok') && codes.includes('overloaded');
    }, 'some are taken and some refused');
    expect(new Set(codes)).toEqual(new Set(['ok', 'overloaded']));
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        message: expect.any(String) as string,
        retryAfterMs: expect.any(Number) as number,
      });
    expect(await one.ask('time', {})).toMatchObject({ ok: true });
    expect((await fetch(`${node.url}/livez`)).status).toBe(200);

    // Both at once, by the client library.
    const answers = await Promise.all(
      NAMES.slice(0, 12).flatMap((text) => [one.guess(text), other.one.guess(text)]),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await one.join(roomId)).foundCount).toBe(12 + credited.size);
    expect((await other.one.join(other.roomId)).foundCount).toBe(12);
  });

  it('takes in nobody new, and everybody who holds a seat', async () => {
    await start({ store, env: { FAST_PATH: fastPath }, durations: ALWAYS_BUSY });
    const { one, roomId } = await soloPlayer();
    const refused = await until(async () => {
      const guesses = NAMES.slice(0, 20).map((text) => guessOnce(one, roomId, text));
      const knocked = knock();
      await Promise.all(guesses);
      return knocked;
    }, 'a stranger is refused');
    expect(refused).toMatchObject({ code: 'overloaded', retryAfterMs: expect.any(Number) as number });
    one.socket.disconnect();
    await until(() => one.socket.connected, 'the player is back');
    // Once less comes, everybody is welcome.
    await until(async () => (await knock()) === null, 'a stranger is let in');
  });
});

/** Connects once as a stranger; resolves with the refusal, or null when let in. */
function knock(): Promise<{ code: string; retryAfterMs?: number } | null> {
  const socket: Socket = io(node.url, { transports: ['websocket'], forceNew: true, reconnection: false });
  open.push(socket);
  return new Promise((resolve) => {
    socket.once('welcome', () => resolve(null));
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data ?? null));
  });
}

describe.each(['on', 'off'])('a node whose store answers nothing (fast path: %s)', (fastPath) => {
  it('refuses guesses at once, does everything else that needs no store, and goes on by itself', async () => {
    await start({ store: 'redis', env: { FAST_PATH: fastPath }, durations: { storeStalledMs: 50 } });
    const { one, roomId } = await soloPlayer();
    expect(codeOf(await guessOnce(one, roomId, NAMES[0]!))).toBe('ok');
    redis!.pause();
    const first = guessOnce(one, roomId, NAMES[1]!);
    await until(
      async () => codeOf(await guessOnce(one, roomId, NAMES[2]!)) === 'overloaded',
      'a guess is refused at once',
    );
    expect(await one.ask('time', {})).toMatchObject({ ok: true });
    expect((await fetch(`${node.url}/livez`)).status).toBe(200);
    expect((await fetch(`${node.url}/readyz`)).status).toBe(503);
    // It was sent, so nobody says that it was not.
    expect(codeOf(await first)).toBe('unavailable');
    expect(codeOf(await guessOnce(one, roomId, NAMES[2]!))).toBe('overloaded');
    redis!.resume();
    for (const name of NAMES.slice(0, 10)) expect(codeOf(await one.guess(name))).toBe('ok');
    expect((await one.join(roomId)).foundCount).toBe(10);
    expect(one.reconnects).toBe(0);
  });

  it('holds so many guesses and commands as the limits say, and refuses the others', async () => {
    await start({
      store: 'redis',
      env: { FAST_PATH: fastPath },
      durations: PATIENT,
      limits: { guessesUnderWay: 16, commandsUnderWay: 4 },
    });
    const players = await Promise.all(Array.from({ length: 3 }, soloPlayer));
    const [{ one, roomId }] = players as [{ one: TestPlayer; roomId: string }];
    redis!.pause();
    const guesses = players.flatMap(({ one: each, roomId: room }) =>
      NAMES.slice(0, 20).map((text) => guessOnce(each, room, text)),
    );
    const syncs = NAMES.slice(0, 20).map(() => one.ask('sync', { roomId, since: 0 }, 60_000));
    // What is refused is refused now.
    const refused = { guesses: 0, syncs: 0 };
    for (const guess of guesses) void guess.then((answer) => !answer.ok && (refused.guesses += 1));
    for (const sync of syncs) void sync.then((answer) => !answer.ok && (refused.syncs += 1));
    await until(() => refused.guesses >= 44 && refused.syncs === 16, 'what is beyond the limits is refused');
    for (const { one: each } of players) expect(await each.ask('time', {})).toMatchObject({ ok: true });
    redis!.resume();
    const codes = (await Promise.all([...guesses, ...syncs])).map(codeOf);
    const taken = codes.filter((code) => code === 'ok').length;
    // The last quarter of the guesses is for those who were refused before, and they may have asked for nothing more.
    expect(taken).toBeGreaterThanOrEqual(12 + 4);
    expect(taken).toBeLessThanOrEqual(16 + 4);
    expect(codes.filter((code) => code === 'overloaded')).toHaveLength(80 - taken);
    await Promise.all(players.flatMap(({ one: each }) => NAMES.slice(0, 20).map((text) => each.guess(text))));
    for (const { one: each, roomId: room } of players) expect((await each.join(room)).foundCount).toBe(20);
    expect(await gauge('guesses_under_way')).toBe(0);
  });
});

it('answers 503 with the time to wait when too many requests are under way', async () => {
  await start({ store: 'redis', durations: PATIENT, limits: { httpUnderWay: 3 } });
  const { roomId } = await soloPlayer();
  const session = (): Promise<Response> => fetch(`${node.url}/api/session`, { method: 'POST' });
  const cookie = (await session()).headers.getSetCookie()[0]!.split(';')[0]!;
  redis!.pause();
  const asking = Array.from({ length: 3 }, () =>
    fetch(`${node.url}/api/rooms/${roomId}/found`, { headers: { cookie } }),
  );
  const refused = await until(async () => {
    const answer = await session();
    return answer.status === 503 ? answer : null;
  }, 'one more is refused');
  expect(await refused.json()).toMatchObject({ code: 'overloaded', retryAfterMs: 1000 });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect((await fetch(`${node.url}/livez`)).status).toBe(200);
  redis!.resume();
  for (const answer of await Promise.all(asking)) expect(answer.status).toBe(404);
  expect((await session()).status).toBe(200);
});
