import { describe, expect, it } from 'vitest';
import { openCompiled } from '../../../db/atlas/gazetteer/build.ts';
import { compileGazetteer } from '../../../db/atlas/gazetteer/compile.ts';
import { readRegister, writeRegister, type RegisteredId } from '../../../db/atlas/gazetteer/id-register.ts';
import { FIRST_MADE_ID, makeId } from '../../../db/atlas/gazetteer/made-id.ts';
import type { Sources } from '../../../db/atlas/gazetteer/sources.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import { made } from './made.ts';
import { madeSources } from './made-sources.ts';

/** Villages along a road, 0.11° from each other, whose names differ from the next by two letters or more. */
const VILLAGES = Array.from({ length: 60 }, (_, n) => ({
  name: `Saint-${['Remy', 'Paul', 'Loup', 'Brice', 'Fortunat'][n % 5]!}-${String.fromCharCode(97 + (n % 26)).repeat(2)}${n}`,
  lat: 45 + 0.11 * (n % 10) + 0.049,
  lon: 3 + 0.11 * Math.floor(n / 10) + 0.049,
}));
type Village = (typeof VILLAGES)[number];

const listed = (rows: readonly Village[]): Partial<Sources> => ({
  newer: rows.map(({ name, lat, lon }) => ({ name, lat, lon, country: 'FR', region: 'FR.84', district: '' })),
});
const known = (rows: readonly Village[]): Partial<Sources> => ({
  places: rows.map(({ name, lat, lon }, n) => made({ id: 6_400_000 + n, display: name, lat, lon })),
});
/** Moved over the edge of a tenth of a degree, from which the hash of an id is made. */
const moved = (rows: readonly Village[]): Village[] =>
  rows.map((row) => ({ ...row, lat: row.lat + 0.004, lon: row.lon + 0.004 }));

/** A build over the table and the artefact that the one before left. */
function build(sources: Partial<Sources>, before?: { table: string; published: readonly RegisteredId[] }) {
  const register = readRegister(before?.table ?? '');
  const compiled = compileGazetteer(
    madeSources({ ...sources, register, published: before?.published ?? [] }),
    'test',
  );
  const gazetteer = openCompiled(compiled);
  const published = Array.from(gazetteer.ids, (id, row) => ({
    id,
    country: 'FR',
    key: cityKey(gazetteer.name(row)),
    lat: gazetteer.lats[row]!,
    lon: gazetteer.lons[row]!,
  }));
  const idsByName = new Map(published.map(({ id }, row) => [gazetteer.name(row), id]));
  return { gazetteer, idsByName, table: writeRegister(compiled.gathered.register), published };
}

describe('an id', () => {
  it('stays when a later release moves every place over the edge that its hash was made from', () => {
    const first = build(listed(VILLAGES));
    expect([...first.idsByName.values()].every((id) => id >= FIRST_MADE_ID)).toBe(true);
    const second = build(listed(moved(VILLAGES).toReversed()), first);
    expect(second.idsByName).toEqual(first.idsByName);
    expect(second.table).toBe(first.table);
  });

  it('leads to the place under its GeoNames id once that is known', () => {
    const first = build(listed(VILLAGES));
    const second = build(known(moved(VILLAGES)), first);
    for (const [name, id] of first.idsByName) {
      const row = second.gazetteer.rowOf(id);
      expect([name, second.gazetteer.name(row!)]).toEqual([name, name]);
      expect(second.gazetteer.ids[row!]).toBeLessThan(FIRST_MADE_ID);
    }
  });

  it('is followed from the table alone, when no artefact tells of it any more', () => {
    const first = build(listed(VILLAGES));
    const second = build(known(VILLAGES), first);
    const third = build(known(VILLAGES), { table: second.table, published: [] });
    const id = first.idsByName.get(VILLAGES[7]!.name)!;
    expect(third.gazetteer.name(third.gazetteer.rowOf(id)!)).toBe(VILLAGES[7]!.name);
  });

  it('is taken up again by its place when a build knows no GeoNames id for it', () => {
    const first = build(listed(VILLAGES));
    const second = build(known(VILLAGES), first);
    const third = build(listed(VILLAGES), second);
    expect(third.idsByName).toEqual(first.idsByName);
    expect(build(known(VILLAGES), third).idsByName).toEqual(second.idsByName);
  });

  it('is never given to another place, though its own is gone', () => {
    const first = build(listed(VILLAGES));
    const others = VILLAGES.map((row) => ({ ...row, name: `${row.name}-le-Neuf`, lat: row.lat + 2 }));
    const ids = new Set(first.idsByName.values());
    for (const id of build(listed(others), first).idsByName.values()) expect(ids.has(id)).toBe(false);
  });

  it('of a double that is dropped leads to the place that stays', () => {
    const [village] = VILLAGES as [Village];
    const first = build({ places: [made({ id: 5, display: village.name, ...at(village) })] });
    const second = build({ places: [made({ id: 9, display: village.name, ...at(village) })] }, first);
    expect(second.gazetteer.rowOf(5)).toBe(second.gazetteer.rowOf(9));
    expect(second.table).toContain('\t9\n');
  });
});

const at = ({ lat, lon }: Village) => ({ lat, lon });

describe('the allocator', () => {
  const place = { country: 'FR', key: 'lyon', lat: 45.76, lon: 4.83 };

  it('makes the same id for the same place, in one range, and another where it is taken', () => {
    const taken = new Set<number>();
    const id = makeId(place, taken);
    expect(makeId(place, new Set())).toBe(id);
    const next = makeId(place, taken);
    expect(next).not.toBe(id);
    for (const made of [id, next]) expect(made >= FIRST_MADE_ID && made < 0xffff_ffff).toBe(true);
  });
});

describe('the table of ids', () => {
  it.each([
    ['a GeoNames id without another', '42\tFR\t45\t3\tlyon'],
    ['a position that is none', '2147483650\tFR\t95\t3\tlyon'],
    ['no key', '2147483650\tFR\t45\t3\t'],
    ['no country', '2147483650\t\t45\t3\tlyon'],
  ])('with %s is refused, with the line', (_, line) => {
    expect(() => readRegister(`# head\n${line}\n`)).toThrow(/Line 2/);
  });
});
