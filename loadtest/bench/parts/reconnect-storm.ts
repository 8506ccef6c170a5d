import { formatNumber } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import type { Harness } from '../harness.ts';

const PLAYERS = 10_000;
const PARALLEL = 512;

async function run(harness: Harness): Promise<Finding> {
  const players = harness.options.quick ? PLAYERS / 10 : PLAYERS;
  const seconds: number[] = [];
  let failed = 0;
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    await harness.withFleet({ store: 'redis' }, async (system) => {
      await system.setUp({ players });
      const storm = await system.worker.execute({ type: 'reconnect-storm', parallel: PARALLEL });
      seconds.push(storm.p99Ms / 1000);
      failed += storm.failed;
      harness.log(
        `    ${rep}: 50 % in ${formatNumber(storm.p50Ms)} ms, 99 % in ${formatNumber(storm.p99Ms)} ms, ${storm.failed} failed`,
      );
    });
  }
  return {
    figures: [
      {
        what: `99 % of ${formatNumber(players)} dropped players caught up again`,
        limit: 10,
        kind: 'most',
        unit: 's',
        values: seconds,
      },
      { what: 'players who could not come back', limit: 0, kind: 'most', unit: '', values: [failed] },
    ],
    notes: [`${formatNumber(players / median(seconds))} handshakes and joins a second.`],
    bars: [],
  };
}

export const reconnectStormPart: Part = {
  name: 'reconnect-storm',
  title: 'Reconnect storm: everybody comes back at once',
  how: `${formatNumber(PLAYERS)} players in rooms of 4 lose their connection at once; each connects again with its identity and joins its room.`,
  run,
};
