import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDump } from '../../../db/atlas/gazetteer/readers/geonames-dump.ts';

/** Lines in the form of GeoNames' files (their readme.txt); Köln's neighbour is a hill, which is no place. */
const PLACES = [
  '2886242\tKöln\tKoeln\tCGN,Colonia\t50.93333\t6.95\tP\tPPLA2\tDE\t\t07\t053\t05315\t05315000\t963395\t\t58\tEurope/Berlin\t2024-11-18',
  '2867714\tMunich\tMunich\tMUC\t48.13743\t11.57549\tP\tPPLA\tDE\t\t02\t091\t09162\t09162000\t1260391\t\t524\tEurope/Berlin\t2023-10-12',
  '2886241\tKölner Berg\tKoelner Berg\t\t50.9\t6.9\tT\tHLL\tDE\t\t07\t\t\t\t0\t\t80\tEurope/Berlin\t2015-01-01',
  '2800001\tWeiler\tWeiler\t\t48.1\t11.5\tP\tPPL\tDE\t\t02\t\t\t\t120\t\t500\tEurope/Berlin\t2015-01-01',
  '2800002\tAmtsort\tAmtsort\t\t48.2\t11.6\tP\tPPLA4\tDE\t\t02\t\t\t\t0\t\t500\tEurope/Berlin\t2015-01-01',
];
/** alternateNameId, geonameid, language, name, preferred, short, colloquial, historic, from, to. */
const NAMES = [
  '1\t2886242\ten\tCologne\t1\t\t\t\t\t',
  '2\t2886242\tde\tKöln\t1\t\t\t\t\t',
  '3\t2886242\tla\tColonia Agrippina\t\t\t\t1\t\t',
  '4\t2886242\tfr\tCologne\t\t\t\t\t\t',
  '5\t2886242\tlink\thttps://de.wikipedia.org/wiki/K%C3%B6ln\t\t\t\t\t\t',
  '6\t2886242\tiata\tCGN\t\t\t\t\t\t',
  '7\t2867714\tde\tMünchen\t1\t\t\t\t\t',
  '8\t2867714\tde\tLandeshauptstadt München\t\t\t\t\t\t',
  '9\t2867714\tabbr\tMuc\t\t1\t\t\t\t',
  '10\t2867714\tde\tMinga\t\t\t1\t\t\t',
  '11\t2886241\tde\tHügel\t\t\t\t\t\t',
];
const REGIONS = [
  'DE.02\tBavaria\tBavaria\t2951839',
  'DE.07\tNorth Rhine-Westphalia\tNorth Rhine-Westphalia\t2861876',
];
const DISTRICTS = ['DE.02.091\tUpper Bavaria\tUpper Bavaria\t2861322'];

let folder: string;
const write = (name: string, lines: readonly string[]): void =>
  writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(''));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-dump-'));
  write('allCountries.txt', PLACES);
  write('alternateNamesV2.txt', NAMES);
  write('admin1CodesASCII.txt', REGIONS);
  write('admin2Codes.txt', DISTRICTS);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the official dump of GeoNames', () => {
  it('gives the places that cities500.txt would: of 500 people or more, and seats of administration', async () => {
    const { places, hashes, release } = await readDump(folder);
    expect(release).toBe('geonames-2024-11-18');
    expect(places.map(({ id }) => id)).toEqual([2886242, 2867714, 2800002]);
    expect(Object.keys(hashes)).toContain('allCountries.txt');
    write('cities500.txt', PLACES.slice(0, 1));
    expect((await readDump(folder)).places.map(({ id }) => id)).toEqual([2886242]);
  });

  it('shows the English name, keeps the local one, and names by language', async () => {
    const [cologne, munich] = (await readDump(folder)).places;
    expect(cologne).toMatchObject({
      display: 'Cologne',
      local: 'Köln',
      localised: { en: 'Cologne', de: 'Köln', fr: 'Cologne' },
    });
    expect(cologne!.names).toEqual(['Cologne', 'Köln', 'Koeln']);
    expect(munich).toMatchObject({ display: 'Munich', localised: { de: 'München' } });
    expect(munich!.local).toBeUndefined();
  });

  it('keeps historic names as other names, short and colloquial ones apart, and no codes or links', async () => {
    const [cologne, munich] = (await readDump(folder)).places;
    expect(cologne!.alternates).toEqual(['Cologne', 'Köln', 'Colonia Agrippina']);
    expect(munich).toMatchObject({ shortNames: ['Muc'], nicknames: ['Minga'] });
  });

  it('names the units', async () => {
    const { regions, districts } = await readDump(folder);
    expect([regions.get('DE.07'), districts.get('DE.02.091')]).toEqual([
      'North Rhine-Westphalia',
      'Upper Bavaria',
    ]);
  });

  it('reads lines that end as on Windows, and a last one without an end', async () => {
    writeFileSync(join(folder, 'allCountries.txt'), PLACES.join('\r\n'));
    expect((await readDump(folder)).places).toHaveLength(3);
  });

  it('says which files are missing', async () => {
    for (const name of ['allCountries.txt', 'admin2Codes.txt']) rmSync(join(folder, name));
    await expect(readDump(folder)).rejects.toThrow(
      /lacks cities500.txt or allCountries.txt, admin2Codes.txt/,
    );
  });

  it.each([
    ['allCountries.txt', 'a place cut short', '5\tKurz\tKurz\t\t48\t11\tP\tPPL\tDE'],
    ['allCountries.txt', 'another line cut short', '5\tBerg\tBerg\t\t48\t11\tT'],
    ['allCountries.txt', 'no latitude', PLACES[0]!.replace('50.93333', '')],
    ['allCountries.txt', 'a population that is no number', PLACES[0]!.replace('963395', 'many')],
    ['allCountries.txt', 'no country', PLACES[0]!.replace('\tDE\t', '\t\t')],
    ['alternateNamesV2.txt', 'a name without its place', '12\tx\tde\tKöln'],
    ['alternateNamesV2.txt', 'a name without flags', '12\t2886242\tde\tKöln'],
    ['admin1CodesASCII.txt', 'a unit without its name', 'DE.03'],
    ['admin2Codes.txt', 'a code of another level', 'DE.02\tBavaria\tBavaria\t2951839'],
  ])('names file and line where %s has %s', async (file, _, line) => {
    appendFileSync(join(folder, file), `${line}\n`);
    const lines = {
      'allCountries.txt': 6,
      'alternateNamesV2.txt': 12,
      'admin1CodesASCII.txt': 3,
      'admin2Codes.txt': 2,
    };
    await expect(readDump(folder)).rejects.toThrow(`${file}, line ${lines[file as keyof typeof lines]}: not`);
  });
});
