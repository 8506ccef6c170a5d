import { setTimeout as sleep } from 'node:timers/promises';
import { usageOfAll } from '../../measure/process-usage.ts';
import { figure, percent } from '../../report/format-number.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Bench, type Stage } from '../harness.ts';

const IDLE = 10_000;
const BUSY = 2500;
const SETTLE_MS = 10_000;

const rssOf = (stage: Stage): number => usageOfAll(stage.fleet.pids()).rssBytes;

/** What the node uses of a core while nothing is asked of it. */
async function coresOver(stage: Stage, ms: number): Promise<number> {
  const before = usageOfAll(stage.fleet.pids()).cpuMs;
  await sleep(ms);
  return (usageOfAll(stage.fleet.pids()).cpuMs - before) / ms;
}

async function run(bench: Bench): Promise<Finding> {
  const idlePlayers = bench.options.quick ? IDLE / 10 : IDLE;
  const perPlayer: number[] = [];
  const empty: number[] = [];
  const busy: number[] = [];
  const idleCores: number[] = [];
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    await bench.withFleet({ store: 'redis' }, async (stage) => {
      await sleep(3000);
      const before = rssOf(stage);
      await stage.seat({ players: idlePlayers });
      await sleep(SETTLE_MS);
      const after = rssOf(stage);
      idleCores.push(await coresOver(stage, SETTLE_MS));
      empty.push(before / 1e6);
      perPlayer.push((after - before) / idlePlayers / 1000);
    });
    await bench.withFleet({ store: 'redis' }, async (stage) => {
      await stage.seat({ players: BUSY, roomsOf: 5 });
      await stage.measure(open(1000));
      busy.push(rssOf(stage) / 1e6);
    });
    bench.log(
      `    ${rep}: ${figure(perPlayer.at(-1)!)} KB an idle player, ${figure(busy.at(-1)!)} MB with ${figure(BUSY)} playing`,
    );
  }
  return {
    figures: [
      {
        what: `memory of each of ${figure(idlePlayers)} idle players`,
        limit: 18,
        kind: 'most',
        unit: 'KB',
        values: perPlayer,
      },
      {
        what: `a node with ${figure(BUSY)} players in 500 rooms, at 1,000 guesses a second`,
        limit: 250,
        kind: 'most',
        unit: 'MB',
        values: busy,
      },
    ],
    notes: [
      `An empty node takes ${empty.map(figure).join(', ')} MB.`,
      `With ${figure(idlePlayers)} idle players it uses ${idleCores.map(percent).join(', ')} of a core.`,
    ],
    bars: [],
  };
}

export const memory: Part = {
  name: 'memory',
  title: 'Memory',
  how: 'Resident memory of the node’s process, store in Redis: idle players seated in rooms of 4 against the empty server, then a busy node.',
  run,
};
