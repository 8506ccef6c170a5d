import { fileURLToPath } from 'node:url';
import { definitionsOf } from '../db/atlas/catalogue/definitions.ts';
import { loadGazetteer } from '../db/atlas/gazetteer/load.ts';
import { unpackArtefact } from '../db/atlas/gazetteer/unpack.ts';
import { eachMember, isMember, membersOf } from '../shared/catalogue/membership.ts';
import type { Gazetteer } from '../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../shared/gazetteer/key.ts';
import type { Members } from '../shared/gazetteer/verdict.ts';
import { LIMITS } from '../shared/limits.ts';

const ARTEFACT = fileURLToPath(new URL('../db/atlas/artefact', import.meta.url));
/** Apart from the build's own copy, which has to fit the maps beside it. */
const UNPACKED = fileURLToPath(new URL('../out/gazetteer', import.meta.url));

/**
 * What players name: display names that mean exactly one city of the quiz, largest first, each credited once whatever
 * was named before it. Throws a `RangeError` for a quiz that does not exist.
 */
export function loadNames(quiz: string): string[] {
  const definition = definitionsOf([]).find(({ slug }) => slug === quiz);
  if (definition === undefined) throw new RangeError(`there is no quiz ${quiz}`);
  unpackArtefact(ARTEFACT, UNPACKED);
  const gazetteer = loadGazetteer(UNPACKED);
  return namesOf(gazetteer, membersOf(gazetteer, definition.select));
}

/** The same for any set of cities. */
export function namesOf(gazetteer: Gazetteer, members: Members): string[] {
  const names: string[] = [];
  eachMember(members, (row) => {
    const name = gazetteer.name(row);
    if (name.length > LIMITS.guessTextLength || /[,(/]/.test(name)) return;
    // A key with any other member behind it might credit that one, and leave this one to be named twice.
    let own = false;
    for (const posting of gazetteer.lookup(cityKey(name))) {
      const meant = posting >>> 2;
      if (meant === row) own = true;
      else if (isMember(members, meant)) return;
    }
    if (own) names.push(name);
  });
  return names;
}
