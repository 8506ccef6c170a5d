import { download } from '../../raw-client/download.ts';
import { formatNumber } from '../../report/format-number.ts';
import { fastPathFault } from '../fast-path-check.ts';
import { pairsOf, variantsOf, type Pair } from '../fast-path-variants.ts';
import { median } from '../goal.ts';
import { open, type Harness } from '../harness.ts';
import type { Finding, Part } from '../part.ts';

/** Less than the headline, so that a slow machine keeps up also without a piece. */
const RATE = 4000;
const STORES = ['redis', 'memory'] as const;
/** Short, so that all pairs of five repetitions fit into 20 minutes. */
const MEASUREMENT = { warmupSeconds: 3, seconds: 6 };
/** A piece of the fast path has to save this share of a guess's CPU, or it is not worth what it costs to keep. */
const LEAST_SAVED_PERCENT = 5;

/** CPU of a guess, µs, by repetition, for each value of `FAST_PATH`; undefined where there is no measurement. */
type Costs = Map<string, (number | undefined)[]>;

async function measureCosts(harness: Harness, store: 'redis' | 'memory'): Promise<Costs> {
  const costs: Costs = new Map();
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    for (const variant of variantsOf(store, rep)) {
      const us = await harness.withFleet({ store, env: { FAST_PATH: variant } }, async (system) => {
        const { text } = await download(`${system.fleet.urls[0]!}/metrics`);
        const fault = fastPathFault(text, variant, store);
        if (fault !== undefined) {
          harness.log(`    failed: ${fault}`);
          return undefined;
        }
        await system.setUp();
        return (await system.measure(open(RATE), harness.options.quick ? {} : MEASUREMENT))?.cpuUsPerGuess;
      });
      costs.set(variant, [...(costs.get(variant) ?? []), us]);
      const cost = us === undefined ? 'not measured' : `${formatNumber(us)} µs`;
      harness.log(`    ${rep}: ${store}, FAST_PATH=${variant}: ${cost}`);
    }
  }
  return costs;
}

/** CPU with a piece ÷ without it, for every repetition in which both were measured. */
function ratiosOf(pair: Pair, costs: Costs): number[] {
  const without = costs.get(pair.without) ?? [];
  return (costs.get(pair.with) ?? []).flatMap((withUs, rep) => {
    const withoutUs = without[rep];
    return withUs === undefined || withoutUs === undefined ? [] : [withUs / withoutUs];
  });
}

const medianCost = (costs: Costs, variant: string): number =>
  median((costs.get(variant) ?? []).filter((us) => us !== undefined));

async function run(harness: Harness): Promise<Finding> {
  const finding: Finding = { figures: [], notes: [], bars: [] };
  for (const store of STORES) {
    const costs = await measureCosts(harness, store);
    for (const pair of pairsOf(store)) {
      finding.figures.push({
        what: `CPU of a guess saved by ${pair.what} (${store})`,
        limit: LEAST_SAVED_PERCENT,
        kind: 'least',
        unit: '%',
        values: ratiosOf(pair, costs).map((ratio) => (1 - ratio) * 100),
      });
      finding.notes.push(
        `${store}, ${pair.what}: ${formatNumber(medianCost(costs, pair.with))} µs with (FAST_PATH=${pair.with}), ` +
          `${formatNumber(medianCost(costs, pair.without))} µs without (FAST_PATH=${pair.without}).`,
      );
    }
    for (const variant of variantsOf(store, 1)) {
      const us = medianCost(costs, variant);
      finding.bars.push({ label: `${store}, ${variant}`, value: us, note: `${formatNumber(us)} µs` });
    }
  }
  return finding;
}

export const fastPathPart: Part = {
  name: 'fast-path',
  title: 'What each piece of the fast path saves',
  how:
    `CPU of a guess at ${formatNumber(RATE)}/s with 1,000 players in rooms of 4, with all pieces on against all but one (FAST_PATH); ` +
    `guesses parsed by hand without reads in place on either side, which need the parser. Each figure is the median over pairs of one ` +
    `repetition; ${MEASUREMENT.seconds} s measured after ${MEASUREMENT.warmupSeconds} s of warm-up.`,
  run,
};
