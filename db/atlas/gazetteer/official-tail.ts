import { distanceKm } from './distance.ts';
import type { Place } from './place.ts';

/** Where a name says behind itself by which river or in which land it lies. */
const COUNTRIES = new Set(['DE', 'AT', 'CH']);
const TAIL = /^(\S.*?)\s+((?:am|an der|auf der|bei|im|in der|in|ob der|vor der|unter)\s+\S.*)$/;
/** “Rotenburg (Wümme)” is Rotenburg an der Wümme, which the parenthesis does not tell from am and im. */
const IN_PARENTHESES = /^(\S+)\s+\((\p{L}+)\)$/u;
const LINKS = ['am', 'an der', 'im', 'in der', 'in'];
/** A river passes, a land reaches, so far from a place that is named after it. */
const WITHIN_KM = 40;
/** Only towns are told apart so. */
const LEAST_PEOPLE = 3000;
/** A tail that one place has is a part of its name, no more. */
const LEAST_BEARERS = 2;

function isNear(place: Place, other: Place): boolean {
  // Half a degree of latitude is more than that.
  return Math.abs(place.lat - other.lat) < 0.5 && distanceKm(place, other) <= WITHIN_KM;
}

/**
 * Names that towns have in full where the source has them short: “Oberndorf am Neckar”, “Weiden in der Oberpfalz”. A town may
 * have every tail that at least two places near it have.
 */
export function withOfficialTail(places: readonly Place[]): Map<Place, string[]> {
  const bearers = new Map<string, Place[]>();
  for (const place of places) {
    if (!COUNTRIES.has(place.country)) continue;
    for (const name of new Set([place.display, ...place.names, ...place.alternates])) {
      const tail = TAIL.exec(name)?.[2];
      if (tail === undefined || /\d/.test(tail)) continue;
      const list = bearers.get(tail);
      if (list === undefined) bearers.set(tail, [place]);
      else if (!list.includes(place)) list.push(place);
    }
  }
  const tails = [...bearers].filter(([, list]) => list.length >= LEAST_BEARERS);
  const names = new Map<Place, string[]>();
  for (const place of places) {
    const [, head, river] = (COUNTRIES.has(place.country) && IN_PARENTHESES.exec(place.display)) || [];
    if (head !== undefined && river !== undefined)
      names.set(
        place,
        LINKS.map((link) => `${head} ${link} ${river}`),
      );
    if (!COUNTRIES.has(place.country) || place.population < LEAST_PEOPLE || /\s/.test(place.display))
      continue;
    const near = tails.filter(([, list]) => list.some((other) => isNear(place, other)));
    if (near.length > 0)
      names.set(
        place,
        near.map(([tail]) => `${place.display} ${tail}`),
      );
  }
  return names;
}
