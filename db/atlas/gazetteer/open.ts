import { join } from 'node:path';
import { definitionsOf, MIN_CITIES } from '../catalogue/definitions.ts';
import { membersOf } from '../../../shared/catalogue/membership.ts';
import { SECTION, type Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import { loadGazetteer } from './load.ts';
import { unpackArtefact } from './unpack.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Where the committed gazetteer is unpacked. */
export const UNPACKED = join(ROOT, 'dist', 'gazetteer');

/** The committed gazetteer, unpacked first where that is stale; or the unpacked files in `folder`. */
export function openCommitted(folder?: string): Gazetteer {
  if (folder !== undefined) return loadGazetteer(folder);
  unpackArtefact(join(ROOT, 'db', 'atlas', 'artefact'), UNPACKED);
  return loadGazetteer(UNPACKED);
}

/** Who is in a quiz, by its slug; undefined when there is no such quiz. Kept once asked for. */
export function createQuizzes(gazetteer: Gazetteer): (slug: string) => Members | undefined {
  const places = new Map(gazetteer.countryCodes.map((code) => [code, 0]));
  for (let row = 0; row < gazetteer.size; row += 1) {
    const code = gazetteer.countryCodes[gazetteer.countries[row]!]!;
    if ((gazetteer.flags[row]! & SECTION) === 0) places.set(code, places.get(code)! + 1);
  }
  const small = [...places].filter(([, count]) => count < MIN_CITIES).map(([code]) => code);
  const definitions = new Map(definitionsOf(small).map((definition) => [definition.slug, definition]));
  const kept = new Map<string, Members>();
  return (slug) => {
    const definition = definitions.get(slug);
    if (definition === undefined) return undefined;
    let members = kept.get(slug);
    if (members === undefined) {
      members = membersOf(gazetteer, definition.select);
      kept.set(slug, members);
    }
    return members;
  };
}
