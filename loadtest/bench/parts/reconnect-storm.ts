import { figure } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import type { Bench } from '../harness.ts';

const PLAYERS = 10_000;
const PARALLEL = 512;

async function run(bench: Bench): Promise<Finding> {
  const players = bench.options.quick ? PLAYERS / 10 : PLAYERS;
  const seconds: number[] = [];
  let failed = 0;
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    await bench.withFleet({ store: 'redis' }, async (stage) => {
      await stage.seat({ players });
      const storm = await stage.driver.give({ type: 'storm', parallel: PARALLEL });
      seconds.push(storm.p99Ms / 1000);
      failed += storm.failed;
      bench.log(
        `    ${rep}: 50 % in ${figure(storm.p50Ms)} ms, 99 % in ${figure(storm.p99Ms)} ms, ${storm.failed} failed`,
      );
    });
  }
  return {
    figures: [
      {
        what: `99 % of ${figure(players)} dropped players caught up again`,
        limit: 10,
        kind: 'most',
        unit: 's',
        values: seconds,
      },
      { what: 'players who could not come back', limit: 0, kind: 'most', unit: '', values: [failed] },
    ],
    notes: [`${figure(players / median(seconds))} handshakes and joins a second.`],
    bars: [],
  };
}

export const storm: Part = {
  name: 'storm',
  title: 'Everybody comes back at once',
  how: `${figure(PLAYERS)} players in rooms of 4 lose their connection at once; each connects again with its identity and joins its room.`,
  run,
};
