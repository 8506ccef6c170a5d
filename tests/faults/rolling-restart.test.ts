import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainNames, seededRandom } from '../support/names.ts';
import { untilPlaying } from '../support/until-playing.ts';
import {
  expectKept,
  expectSameViews,
  readRun,
  SEED,
  startWorld,
  think,
  turned,
  untilAcknowledged,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ nodes: 2 });
});
afterAll(() => world.stop());

it(`restarts every node under play, and nobody is refused (SEED=${SEED})`, async () => {
  const random = seededRandom(SEED);
  const names = plainNames('FR', 3000);
  const host = await world.player();
  const roomId = await host.create({ quiz: 'france', mode: 'teams', teams: 2, seconds: null });
  const guests = await Promise.all([1, 2, 3].map((by) => world.player({ urls: turned(world.urls, by) })));
  await Promise.all(guests.map((guest) => guest.join(roomId)));
  const players = [host, ...guests];
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);

  const stopping = new AbortController();
  const playing = players.map(async (player, index) => {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      const answer = await player.guess(names[turn * 2 + (index % 2)]!.text);
      if (!answer.ok) throw new Error(`refused: ${answer.code}`);
      await think(10 + random() * 15);
    }
  });
  for (const index of [0, 1]) {
    await untilAcknowledged(players, 100);
    const elsewhere = players.filter((player) => player.url() !== world.urls[index]);
    const before = elsewhere.map(({ reconnects }) => reconnects);
    expect(await world.nodes[index]!.stop('SIGTERM'), 'a drained node ends cleanly').toBe(0);
    await world.revive(index);
    await untilAcknowledged(players, 100);
    expect(
      elsewhere.map(({ reconnects }) => reconnects),
      'nobody on another node is disconnected',
    ).toEqual(before);
  }
  stopping.abort();
  await Promise.all(playing);
  expect(
    players.every(({ reconnects }) => reconnects >= 1),
    'everybody was moved',
  ).toBe(true);

  expect((await host.retryUntilAccepted('end', { roomId })).ok).toBe(true);
  for (const player of players) await player.until((view) => view.phase === 'ended', 'the end');
  expectKept(await readRun(world.urls[0]!, host.view!.results!.runId), players, true);
  for (const player of players) await player.join(roomId);
  expectSameViews(players);
});
