import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy.ts';
import { plainNames } from '../../support/names.ts';
import { startNode, type TestNode } from '../../support/node.ts';
import { connectPlayer, type TestPlayer } from '../../support/player.ts';
import { playBot } from './bot.ts';

const NAMES = plainNames('FR', 12).map(({ text }) => text);

let node: TestNode;
let proxy: CuttableProxy;
const players: TestPlayer[] = [];
beforeAll(async () => {
  // With the limits that a bot meets; a small burst, so that it runs into them.
  node = await startNode({
    env: { RATE_LIMITS: '' },
    limits: { guessBurst: 2 },
    durations: { countdownMs: 300 },
  });
  proxy = await startCuttableProxy(node.port);
});
afterAll(async () => {
  for (const player of players) player.close();
  proxy.close();
  await node.stop();
});

it('a bot makes a room, starts it and plays it alone, in the rhythm that the server allows', async () => {
  expect(await playBot(node.url, [...NAMES, 'no such town'])).toBe(NAMES.length);
  await expect
    .poll(() => [...node.database.saved.values()].map(({ timeline }) => timeline.length))
    .toEqual([NAMES.length]);
});

it('a bot plays on in its seat after its connection was cut, and hears of the end', async () => {
  const host = await connectPlayer({ urls: [node.url] });
  players.push(host);
  const roomId = await host.create({ quiz: 'france', mode: 'claim', seconds: null });
  const score = playBot(proxy.url, NAMES, roomId);
  await host.until((view) => view.players.length === 2, 'the bot');
  await host.ask('start', { roomId });
  await host.until((view) => view.foundCount >= 3, 'its first finds');
  proxy.cut();
  await host.until((view) => view.foundCount === NAMES.length, 'all its finds');
  await host.ask('end', { roomId });
  expect(await score).toBe(NAMES.length);
  const ended = await host.until((view) => view.phase === 'ended', 'the end');
  expect(ended.players).toHaveLength(2);
});

it('a bot says why it cannot come in', async () => {
  await expect(playBot(node.url, NAMES, 'ZZZZZZ')).rejects.toThrow('There is no such room');
});
