import { loadNames } from '../../city-names.ts';
import type { ProgressListener } from '../../load-run.ts';
import { DEFAULTS, type LoadOptions } from '../../options/load-options.ts';
import { reasonAgainst } from '../../overload/level-figures.ts';
import { measureOverload, type OverloadResult } from '../../overload/measure-overload.ts';
import { overloadLines } from '../../overload/overload-lines.ts';
import { textTable } from '../../report/table.ts';
import overload from '../../scenarios/overload.ts';
import type { Harness } from '../harness.ts';
import { overloadFinding } from '../overload-finding.ts';
import type { Finding, Part } from '../part.ts';

const STORES = ['memory', 'redis'] as const;
const SECONDS = 60;
const QUICK_SECONDS = 6;

const SILENT: ProgressListener = { onRow: () => undefined, onProgress: () => undefined };

async function run(harness: Harness): Promise<Finding> {
  const finding: Finding = { figures: [], notes: [], bars: [] };
  for (const store of STORES) {
    const results: OverloadResult[] = [];
    for (let rep = 1; rep <= harness.options.reps; rep++) {
      harness.log(`    ${rep}: ${store}`);
      const result = await measureOverload(
        optionsOf(harness, store, rep),
        loadNames('europe'),
        () => SILENT,
        () => undefined,
      );
      harness.log(textTable(overloadLines(result)));
      // Everything is a ratio to it.
      const reason = reasonAgainst(result.capacity);
      if (reason === undefined) results.push(result);
      else harness.log(`    discarded: ${reason}`);
    }
    const { figures, notes, bars } = overloadFinding(results, store);
    finding.figures.push(...figures);
    finding.notes.push(...notes);
    finding.bars.push(...bars);
  }
  return finding;
}

function optionsOf(harness: Harness, store: LoadOptions['store'], seed: number): LoadOptions {
  const { quick, serverCpu, clientCpu } = harness.options;
  const seconds = quick ? QUICK_SECONDS : SECONDS;
  return { ...DEFAULTS, ...overload.options, store, seed, seconds, serverCpus: [serverCpu], clientCpu };
}

export const overloadPart: Part = {
  name: 'overload',
  title: 'Overload: beyond the capacity',
  how:
    `A server held to a share of its core, so that the client has room; its capacity by a closed loop of 2 unanswered guesses for each of ` +
    `1,000 players, then an open loop at 2 and 4 times that, whose players go on whatever is refused, then 0.8 of it with a busy process in ` +
    `the server’s share and 0.5 of it with a store that stands still for 5 s, whose players wait as they are asked to; ${SECONDS} s each ` +
    `on a fresh server, before and after half the capacity; every room read back. A guess costs what the capacity run took ÷ what it ` +
    `credited; a refusal what is left of the run at 4 times the capacity when its credited guesses are taken off at that price. The ` +
    `in-process store stands still with its process: its journal is written synchronously.`,
  run,
};
