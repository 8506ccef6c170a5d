import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainNames, seededRandom } from '../support/names.ts';
import { untilPlaying } from '../support/until-playing.ts';
import { expectKept, expectSameViews, readRun, SEED, startWorld, turned, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ nodes: 3 });
});
afterAll(() => world.stop());

it(`gives each of 200 cities to one of 24 players on three nodes who name them all at once (SEED=${SEED})`, async () => {
  const random = seededRandom(SEED);
  const names = plainNames('FR', 200);
  const host = await world.player();
  const roomId = await host.create({ quiz: 'france', mode: 'claim', maxPlayers: 24, seconds: null });
  const guests = await Promise.all(
    Array.from({ length: 23 }, (_, index) => world.player({ urls: turned(world.urls, index + 1) })),
  );
  await Promise.all(guests.map((guest) => guest.join(roomId)));
  const players = [host, ...guests];
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);

  const outcomes = new Map<string, number>();
  await Promise.all(
    players.map(async (player) => {
      const order = [...names].sort(() => random() - 0.5);
      // Ten at a time each, so that the same city is really named in the same moment.
      for (let from = 0; from < order.length; from += 10) {
        const answers = await Promise.all(order.slice(from, from + 10).map(({ text }) => player.guess(text)));
        for (const answer of answers) {
          const outcome = answer.ok ? answer.outcome : answer.code;
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          if (answer.ok && answer.outcome === 'taken')
            expect(answer.cities[0]?.byMs).toBeGreaterThanOrEqual(0);
        }
      }
    }),
  );
  expect(Object.fromEntries(outcomes)).toEqual({ found: 200, taken: 200 * 23 });

  for (const player of players) await player.until((view) => view.foundCount === 200, 'all 200 finds');
  expectSameViews(players);
  const seqs = players.map(({ watermark }) => watermark);
  expect(new Set(seqs).size, 'everybody is at the same seq').toBe(1);

  await host.ask('end', { roomId });
  const { results } = await guests[0]!.until((view) => view.phase === 'ended', 'the end');
  const run = await readRun(world.urls[1]!, results!.runId);
  expect(run.timeline).toHaveLength(200);
  expectKept(run, players, true);
});
