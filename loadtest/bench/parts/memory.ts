import { setTimeout as sleep } from 'node:timers/promises';
import { usageOfAll } from '../../measure/process-usage.ts';
import { formatNumber, percent } from '../../report/format-number.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Harness } from '../harness.ts';
import type { SystemUnderTest } from '../system-under-test.ts';

const IDLE = 10_000;
const BUSY = 2500;
const SETTLE_MS = 10_000;

const rssOf = (system: SystemUnderTest): number => usageOfAll(system.fleet.pids()).rssBytes;

/** What the node uses of a core while nothing is asked of it. */
async function coresOver(system: SystemUnderTest, ms: number): Promise<number> {
  const before = usageOfAll(system.fleet.pids()).cpuMs;
  await sleep(ms);
  return (usageOfAll(system.fleet.pids()).cpuMs - before) / ms;
}

async function run(harness: Harness): Promise<Finding> {
  const idlePlayers = harness.options.quick ? IDLE / 10 : IDLE;
  const perPlayer: number[] = [];
  const empty: number[] = [];
  const busy: number[] = [];
  const idleCores: number[] = [];
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    await harness.withFleet({ store: 'redis' }, async (system) => {
      await sleep(3000);
      const before = rssOf(system);
      await system.setUp({ players: idlePlayers });
      await sleep(SETTLE_MS);
      const after = rssOf(system);
      idleCores.push(await coresOver(system, SETTLE_MS));
      empty.push(before / 1e6);
      perPlayer.push((after - before) / idlePlayers / 1000);
    });
    await harness.withFleet({ store: 'redis' }, async (system) => {
      await system.setUp({ players: BUSY, roomsOf: 5 });
      await system.measure(open(1000));
      busy.push(rssOf(system) / 1e6);
    });
    harness.log(
      `    ${rep}: ${formatNumber(perPlayer.at(-1)!)} KB an idle player, ${formatNumber(busy.at(-1)!)} MB with ${formatNumber(BUSY)} playing`,
    );
  }
  return {
    figures: [
      {
        what: `memory of each of ${formatNumber(idlePlayers)} idle players`,
        limit: 18,
        kind: 'most',
        unit: 'KB',
        values: perPlayer,
      },
      {
        what: `a node with ${formatNumber(BUSY)} players in 500 rooms, at 1,000 guesses a second`,
        limit: 250,
        kind: 'most',
        unit: 'MB',
        values: busy,
      },
    ],
    notes: [
      `An empty node takes ${empty.map(formatNumber).join(', ')} MB.`,
      `With ${formatNumber(idlePlayers)} idle players it uses ${idleCores.map(percent).join(', ')} of a core.`,
    ],
    bars: [],
  };
}

export const memoryPart: Part = {
  name: 'memory',
  title: 'Memory',
  how: 'Resident memory of the node’s process, store in Redis: idle players seated in rooms of 4 against the empty server, then a busy node.',
  run,
};
