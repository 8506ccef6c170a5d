import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import type { RoomDoc } from '../../shared/room/record.ts';
import { createTokens } from '../../server/identity/token.ts';
import { plainNames } from '../support/names.ts';
import type { NodeProcess } from '../support/process-node.ts';
import { expectKept, readRun, SECRET, startWorld, type World } from './world.ts';

let world: World | undefined;
afterEach(async () => {
  world?.redis.resume();
  world?.postgres.resume();
  await world?.stop();
  world = undefined;
});

const start = async (count: number): Promise<World> => (world = await startWorld({ nodes: count }));

const tokenOf = (playerId: string): string => createTokens(SECRET).issue({ playerId, name: 'Twin' });

interface Line {
  level: string;
  time: number;
  msg: string;
  stage?: string;
  cutShort?: string[];
}
const linesOf = (node: NodeProcess): Line[] =>
  node.log.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);

/** Stops a node by SIGTERM; its exit code, how long it took by its own log, and the stages that its log names. */
async function stop(node: NodeProcess): Promise<{ code: number | null; tookMs: number; stages: string[] }> {
  const code = await node.stop('SIGTERM');
  const lines = linesOf(node);
  const begun = lines.find(({ msg }) => msg === 'stopping')!;
  const stages = lines.flatMap(({ msg, stage }) => (msg.startsWith('a stage of stopping') ? [stage!] : []));
  return { code, tookMs: lines.at(-1)!.time - begun.time, stages };
}

/** A game of one player on the first node, with some acknowledged finds. */
async function game(here: World) {
  const player = await here.player();
  const roomId = await player.create({ quiz: 'france', mode: 'solo' });
  for (const { text } of plainNames('FR', 5)) await player.guess(text);
  return { player, roomId };
}

describe('a node that is told to stop', () => {
  it('ends with code 0, gives its lease back, and nobody calls it expired', async () => {
    const here = await start(2);
    const { player, roomId } = await game(here);
    expect(await stop(here.nodes[0]!)).toMatchObject({ code: 0, stages: [] });
    // The player plays on at the other node.
    expect((await player.retryUntilAccepted('end', { roomId })).ok).toBe(true);
    const view = await player.until(({ phase }) => phase === 'ended', 'the end');
    expectKept(await readRun(here.urls[1]!, view.results!.runId), [player], false);
    await here.revive(0);
    await here.player({ urls: [here.urls[0]!] });
    expect(await stop(here.nodes[1]!)).toMatchObject({ code: 0, stages: [] });
    for (const node of here.nodes)
      expect(linesOf(node).filter(({ msg }) => msg === 'node expired')).toEqual([]);
  });

  it('ends within five seconds and with code 0 when a client never leaves', async () => {
    const here = await start(1);
    const { player } = await game(here);
    player.socket.off('draining');
    const { code, tookMs, stages } = await stop(here.nodes[0]!);
    expect([code, stages]).toEqual([0, []]);
    expect(tookMs).toBeLessThan(5000);
    player.close();
  });

  it('ends within five seconds when Postgres hangs during a save, says so, and the game is saved later', async () => {
    const here = await start(2);
    const { player, roomId } = await game(here);
    here.postgres.pause();
    expect((await player.retryUntilAccepted('end', { roomId })).ok).toBe(true);
    const view = await player.until(({ phase }) => phase === 'ended', 'the end');
    const { code, tookMs, stages } = await stop(here.nodes[0]!);
    expect(code).toBe(1);
    expect(tookMs).toBeLessThan(5000);
    expect(stages).toContain('database');
    expect(stages, 'the lease is given back all the same').not.toContain('lease');
    here.postgres.resume();
    expectKept(await readRun(here.urls[1]!, view.results!.runId), [player], false);
    expect(linesOf(here.nodes[1]!).filter(({ msg }) => msg === 'node expired')).toEqual([]);
  });

  it('ends within five seconds when Redis hangs, says so, and its seats are told by another node', async () => {
    const here = await start(2);
    const { player, roomId } = await game(here);
    const finds = player.ledger.acknowledged.size;
    // It comes back only at the end.
    player.socket.off('disconnect');
    here.redis.pause();
    const { code, tookMs, stages } = await stop(here.nodes[0]!);
    expect(code).toBe(1);
    expect(tookMs).toBeLessThan(5000);
    expect(stages).toContain('disconnects');
    here.redis.resume();
    await expect
      .poll(() => linesOf(here.nodes[1]!).some(({ msg }) => msg === 'node expired'), { timeout: 30_000 })
      .toBe(true);
    const redis = new Redis(here.redis.url);
    const seat = async () => (JSON.parse((await redis.get(`{${roomId}}:d`))!) as RoomDoc).seats[0]!;
    await expect.poll(async () => (await seat()).connection, { timeout: 30_000 }).toBe(null);
    redis.disconnect();
    const again = await here.player({ urls: [here.urls[1]!], token: tokenOf(player.playerId) });
    expect((await again.join(roomId)).foundCount).toBe(finds);
  });
});
