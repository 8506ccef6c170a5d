import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';

/** Files of the journal's folder: `<n>.journal` holds the entries since `<n>.snapshot` (the first has none). */
export const journalPath = (folder: string, generation: number): string =>
  join(folder, `${name(generation)}.journal`);
export const snapshotPath = (folder: string, generation: number): string =>
  join(folder, `${name(generation)}.snapshot`);

const name = (generation: number): string => String(generation).padStart(8, '0');

/** What a folder holds, each oldest first. */
export interface Generations {
  snapshots: number[];
  journals: number[];
}

/** Lists a folder, made if absent. Drafts are deleted; whatever has another name is nobody's business here. */
export function openGenerations(folder: string): Generations {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder);
  for (const file of files) if (file.endsWith('.draft')) rmSync(join(folder, file));
  const numbersOf = (kind: string) =>
    files
      .filter((file) => new RegExp(`^\\d+\\.${kind}$`).test(file))
      .map((file) => Number.parseInt(file, 10))
      .sort((a, b) => a - b);
  return { snapshots: numbersOf('snapshot'), journals: numbersOf('journal') };
}

/** Deletes the generations before this one: a snapshot has what they hold. What was set aside stays. */
export function forgetBefore(folder: string, generation: number): void {
  for (const file of readdirSync(folder))
    if (/^\d+\.(journal|snapshot)$/.test(file) && Number.parseInt(file, 10) < generation)
      rmSync(join(folder, file));
}

/** Puts a copy in the place of a journal: an earlier process that still has it open then writes into a file that nobody reads. */
export function replaceByCopy(folder: string, generation: number): void {
  const path = journalPath(folder, generation);
  if (!existsSync(path)) return;
  const draft = `${path}.draft`;
  copyFileSync(path, draft);
  const file = openSync(draft, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
}
