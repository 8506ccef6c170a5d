import { AFTER_COMMA, AT_END, FIRST_DISTRICT, FIRST_REGION, type Gazetteer } from './gazetteer.ts';
import { cityKey } from './key.ts';

const MAX_QUALIFIER_WORDS = 4;

/** A name with the units it is said to be in: every list must hold one of the place's units. */
export interface QualifiedName {
  key: string;
  units: readonly Uint32Array[];
}

/** “Paris, Texas, USA” and “Paris (Texas)”; undefined when there is no such thing, or a part of it says no unit. */
export function splitAtComma(text: string, gazetteer: Gazetteer): QualifiedName | undefined {
  const at = text.search(/[,(（，、،]/);
  if (at <= 0) return undefined;
  const units: Uint32Array[] = [];
  for (const part of text.slice(at + 1).split(/[,()（），、،]/)) {
    const key = cityKey(part);
    if (key === '') continue;
    const found = gazetteer.unitsOf(key, AFTER_COMMA);
    if (found === undefined) return undefined;
    units.push(found);
  }
  const key = cityKey(text.slice(0, at));
  return key === '' || units.length === 0 ? undefined : { key, units };
}

/** “Paris Texas”, “Portland OR”: the last one to four words say a unit. Calls `visit` for each way until it answers. */
export function splitAtWords<T>(
  text: string,
  gazetteer: Gazetteer,
  visit: (name: QualifiedName) => T | undefined,
): T | undefined {
  const words = text.trim().split(/\s+/);
  for (let count = 1; count <= MAX_QUALIFIER_WORDS && count < words.length; count += 1) {
    const units = gazetteer.unitsOf(cityKey(words.slice(-count).join(' ')), AT_END);
    if (units === undefined) continue;
    const key = cityKey(words.slice(0, -count).join(' '));
    const answer = key === '' ? undefined : visit({ key, units: [units] });
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** The same without admin-2 units: “Kingston, Washington” is in the state. Undefined where nothing else is meant. */
export function withoutDistricts(units: QualifiedName['units']): QualifiedName['units'] | undefined {
  const wider = units.map((list) => list.filter((unit) => unit < FIRST_DISTRICT));
  return wider.every((list) => list.length > 0) ? wider : undefined;
}

/** Whether countries are all that is said. */
export const areCountries = (units: QualifiedName['units']): boolean =>
  units.every((list) => list.some((unit) => unit < FIRST_REGION));

/** Whether a row lies in one unit of every list. */
export function liesIn(gazetteer: Gazetteer, row: number, units: QualifiedName['units']): boolean {
  const country = gazetteer.countries[row]!;
  const region = FIRST_REGION + gazetteer.regions[row]!;
  const district = FIRST_DISTRICT + (gazetteer.districts?.[row] ?? 0);
  for (const list of units)
    if (!list.includes(country) && !list.includes(region) && !list.includes(district)) return false;
  return true;
}
