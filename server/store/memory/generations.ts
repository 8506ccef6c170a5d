import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Files of the journal's folder: `<n>.journal` holds the steps since `<n>.snapshot` (the first has none). */
export const journalPath = (folder: string, generation: number): string =>
  join(folder, `${name(generation)}.journal`);
export const snapshotPath = (folder: string, generation: number): string =>
  join(folder, `${name(generation)}.snapshot`);

const name = (generation: number): string => String(generation).padStart(8, '0');

export interface Generations {
  /** The newest snapshot, or null. */
  snapshot: number | null;
  /** Journals to replay over it, oldest first. */
  journals: number[];
}

/** What a folder holds; made if absent. Drafts and what a newer snapshot has replaced are deleted. */
export function openGenerations(folder: string): Generations {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder);
  for (const file of files) if (file.endsWith('.draft')) rmSync(join(folder, file));
  const numbersOf = (kind: string) =>
    files
      .filter((file) => file.endsWith(kind))
      .map((file) => Number.parseInt(file, 10))
      .sort((a, b) => a - b);
  const snapshot = numbersOf('.snapshot').at(-1) ?? null;
  forgetBefore(folder, snapshot ?? 0);
  return { snapshot, journals: numbersOf('.journal').filter((n) => n >= (snapshot ?? 0)) };
}

/** Deletes the generations before this one. */
export function forgetBefore(folder: string, generation: number): void {
  for (const file of readdirSync(folder)) {
    const number = Number.parseInt(file, 10);
    if (/\.(journal|snapshot|cut)$/.test(file) && number < generation) rmSync(join(folder, file));
  }
}
