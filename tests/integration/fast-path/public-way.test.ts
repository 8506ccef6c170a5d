import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../../server/log.ts';
import { startNode, type TestNode } from '../../support/node.ts';
import { connectPlayer, type TestPlayer } from '../../support/player.ts';
import { openRawSocket } from '../../support/raw-socket.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { smallQuizzes } from '../../support/small-quizzes.ts';

const NAMES = smallQuizzes()
  .missed({ quiz: 'france', minPopulation: 0 }, new Set(), 0, 60)
  .cities.map(({ name }) => name)
  .filter((name) => /^[\p{L}-]{5,}$/u.test(name));

interface Line {
  level: string;
  msg: string;
  on?: string[];
}

describe.each([
  ['off', 'in the process'],
  ['off', 'over Redis'],
  ['on', 'in the process'],
  ['on', 'over Redis'],
] as const)('a node with FAST_PATH=%s, %s', (fastPath, where) => {
  const isOn = fastPath === 'on';
  let redis: TestRedis | undefined;
  let node: TestNode;
  const lines: Line[] = [];
  const players: TestPlayer[] = [];
  beforeAll(async () => {
    if (where === 'over Redis') redis = await startRedis();
    const log = new PassThrough().on('data', (line: Buffer) => lines.push(JSON.parse(String(line)) as Line));
    const overRedis = redis ? { REDIS_URL: redis.url, SESSION_SECRET: 'sixteen characters' } : {};
    node = await startNode({
      env: { FAST_PATH: fastPath, ...overRedis },
      durations: { countdownMs: 100, heartbeatMs: 300 },
      limits: { unsentBytes: 100_000 },
      log: createLog('info', log),
    });
  });
  afterAll(async () => {
    for (const player of players) player.close();
    await node.stop();
    await redis?.remove();
  });

  async function player(): Promise<TestPlayer> {
    const one = await connectPlayer({ urls: [node.url], record: true });
    players.push(one);
    return one;
  }

  async function game(mode: 'race' | 'coop') {
    const [host, other] = [await player(), await player()];
    const roomId = await host.create({ quiz: 'france', mode, seconds: null });
    await other.join(roomId);
    const started = await host.ask('start', { roomId });
    if (!started.ok) throw new Error(started.code);
    await vi.waitUntil(() => node.app.store.now() > started.startsAt);
    return { roomId, host, other };
  }

  it('says so in its log and its metrics', async () => {
    const pieces = ['reads', 'parsing', 'frames', ...(redis ? ['redis'] : []), 'memory'];
    const said = lines.filter(({ msg }) => msg === 'fast path');
    expect(said).toMatchObject([{ level: 'info', on: isOn ? pieces : [] }]);
    const metrics = await (await fetch(`${node.url}/metrics`)).text();
    const series = metrics.split('\n').filter((line) => line.startsWith('cityrace_fast_path{'));
    expect(series).toEqual(pieces.map((piece) => `cityrace_fast_path{piece="${piece}"} ${isOn ? 1 : 0}`));
  });

  it('lets two players race: guesses, events, and the end', async () => {
    const { roomId, host, other } = await game('race');
    const ten = NAMES.slice(0, 10);
    for (const answer of await Promise.all(ten.map((name) => host.guess(name))))
      expect(answer).toMatchObject({ ok: true, outcome: 'found' });
    expect(await host.guess(ten[0]!)).toMatchObject({ ok: true, outcome: 'found' });
    expect(await other.guess('no such place')).toMatchObject({ ok: true, outcome: 'unknown' });
    expect(await other.guess(ten[0]!)).toMatchObject({ ok: true, outcome: 'found' });
    const found = ({ view }: TestPlayer) => view!.players.map(({ score }) => score.cities).sort();
    await vi.waitUntil(() => [host, other].every((one) => String(found(one)) === '1,10'));
    await host.ask('end', { roomId });
    for (const one of [host, other]) await one.until(({ phase }) => phase === 'ended', 'the end');
    expect(other.watermark).toBe(host.watermark);
  });

  it('beats for a quiet room', async () => {
    const { roomId, host } = await game('race');
    const beat = `2["heartbeat",{"roomId":"${roomId}","seq":${host.watermark}}]`;
    await vi.waitUntil(() => host.frames.includes(beat), { timeout: 20_000 });
  });

  it('closes a reader that takes nothing, and the others play on', async () => {
    const { roomId, host, other } = await game('coop');
    for (const name of NAMES.slice(0, 30)) await host.guess(name);
    const slow = await openRawSocket(node.port);
    slow.stopReading();
    slow.send(`420["join",{"roomId":"${roomId}"}]`);
    const isClosed = () => lines.some(({ msg }) => msg === 'slow reader closed');
    let asked = 0;
    await vi.waitUntil(
      () => {
        for (let i = 0; i < 50 && !isClosed(); i += 1)
          slow.send(`42${(asked += 1)}["sync",{"roomId":"${roomId}","since":0}]`);
        return isClosed();
      },
      { timeout: 60_000, interval: 20 },
    );
    slow.socket.resume();
    await slow.closed;
    expect(await other.guess(NAMES[30]!)).toMatchObject({ ok: true, outcome: 'found' });
    await host.until(({ foundCount }) => foundCount === 31, 'every find');
    expect(lines.filter(({ msg }) => msg === 'slow reader closed')).toHaveLength(1);
  });
});
