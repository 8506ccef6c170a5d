import { cityKey } from '../../../shared/gazetteer/key.ts';
import { withoutKind } from './qualifier.ts';

/** Finds admin-1 units of a country by any of their names, as other sources write them. */
export function createRegionFinder(
  regions: ReadonlyMap<string, string>,
  regionNames: ReadonlyMap<string, readonly string[]>,
): (country: string, name: string) => string | undefined {
  const byName = new Map<string, string>();
  for (const [code, name] of regions) {
    for (const form of [name, ...(regionNames.get(code) ?? [])]) {
      for (const key of [cityKey(form), cityKey(withoutKind(form))]) {
        const index = `${code.slice(0, 2)}|${key}`;
        if (!byName.has(index)) byName.set(index, code);
      }
    }
  }
  return (country, name) => {
    if (name === '') return undefined;
    if (regions.has(name)) return name;
    return (
      byName.get(`${country}|${cityKey(name)}`) ?? byName.get(`${country}|${cityKey(withoutKind(name))}`)
    );
  };
}
