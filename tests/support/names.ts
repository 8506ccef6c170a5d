import { join } from 'node:path';
import { loadGazetteer } from '../../db/atlas/gazetteer/load.ts';
import { unpackArtefact } from '../../db/atlas/gazetteer/unpack.ts';
import { SECTION } from '../../shared/gazetteer/gazetteer.ts';
import { createJudge } from '../../shared/gazetteer/judge.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface KnownName {
  text: string;
  cityId: number;
}

/**
 * The largest cities of a country whose name means them alone there, so that a test knows what a guess must credit: real
 * data, judged by the real judge.
 */
export function plainNames(country: string, count: number): KnownName[] {
  unpackArtefact(join(ROOT, 'db/atlas/artefact'), join(ROOT, 'dist/gazetteer'));
  const gazetteer = loadGazetteer(join(ROOT, 'dist/gazetteer'));
  const index = gazetteer.countryCodes.indexOf(country);
  const members = new Uint8Array(Math.ceil(gazetteer.size / 8));
  const rows: number[] = [];
  for (let row = 0; row < gazetteer.size; row += 1) {
    if (gazetteer.countries[row] !== index || (gazetteer.flags[row]! & SECTION) !== 0) continue;
    members[row >> 3]! |= 1 << (row & 7);
    rows.push(row);
  }
  const judge = createJudge(gazetteer);
  const names: KnownName[] = [];
  for (const row of rows) {
    const text = gazetteer.name(row);
    const verdict = judge.judge(members, text, { namesakes: 'largest', typos: 'off' });
    const alone = verdict.kind === 'candidates' && verdict.rows.length === 1 && verdict.rows[0] === row;
    if (alone) names.push({ text, cityId: gazetteer.ids[row]! });
    if (names.length === count) return names;
  }
  throw new Error(`${country} has no ${count} plain names`);
}

/** The same numbers for the same seed (mulberry32), so that a failure can be run again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
