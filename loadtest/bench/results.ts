import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Machine } from '../report/machine.ts';
import type { Finding } from './part.ts';

const FOLDER = fileURLToPath(new URL('../results', import.meta.url));
/** Quick runs are for trying the bench itself, and are not kept with the project. */
const TRIALS = fileURLToPath(new URL('../../out', import.meta.url));

/** One part's outcome in one run of the bench. */
export interface PartResult extends Finding {
  name: string;
  title: string;
  how: string;
}

/** One run of the bench: what loadtest/results holds, a file each. */
export interface BenchResult {
  format: 1;
  at: string;
  /** Version of the repository, where it is one. */
  commit: string;
  machine: Machine;
  versions: { [library: string]: string };
  quick: boolean;
  reps: number;
  parts: PartResult[];
}

/** Writes the run under its date; returns the path. */
export function saveResult(result: BenchResult): string {
  const folder = result.quick ? TRIALS : FOLDER;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `bench-${result.at.slice(0, 19).replace(/[:T]/g, '-')}.json`);
  writeFileSync(path, `${JSON.stringify(result, null, 1)}\n`);
  return path;
}

/** Every run that is kept, oldest first. */
export function readResults(): BenchResult[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => /^bench-.*\.json$/.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as BenchResult);
}
