import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../place.ts';
import { isShown, type Language } from '../languages.ts';
import { parseGeoNamesLine } from './geonames-line.ts';
import { linesOf } from './lines.ts';

/** What the official dump gives: places with names by language, and names of units by their codes. */
export interface Dump {
  places: Place[];
  regions: Map<string, string>;
  districts: Map<string, string>;
  /** The day of the newest change in it. */
  release: string;
  /** The files that were read → sha256. */
  hashes: Record<string, string>;
}

/** Either has the places; the smaller is taken where both are there, as it is made from the larger by the rule below. */
const PLACES = ['cities500.txt', 'allCountries.txt'] as const;
const NAMES = 'alternateNamesV2.txt';
const REGIONS = 'admin1CodesASCII.txt';
const DISTRICTS = 'admin2Codes.txt';

/** As cities500.txt is made: at least so many people, or the seat of a unit down to the fourth level. */
const LEAST_PEOPLE = 500;
const SEATS = new Set(['PPLC', 'PPLA', 'PPLA2', 'PPLA3', 'PPLA4', 'PPLG']);

/** Codes in the column of languages that are none: links, postal and airport codes have four letters. */
const LANGUAGE = /^(?:[a-z]{2,3}(?:-[A-Za-z]+)?|abbr|)$/;

/**
 * Reads a folder of GeoNames' official dump, streamed: of `allCountries.txt` (12 million lines) only places that count are
 * kept, of `alternateNamesV2.txt` (16 million) only their names. Rejects with a sentence that names the missing files, or the
 * file and line that is damaged.
 */
export async function readDump(folder: string): Promise<Dump> {
  const placesFile = PLACES.find((name) => existsSync(join(folder, name)));
  const missing = [
    ...(placesFile === undefined ? [PLACES.join(' or ')] : []),
    ...[NAMES, REGIONS, DISTRICTS].filter((name) => !existsSync(join(folder, name))),
  ];
  if (placesFile === undefined || missing.length > 0)
    throw new Error(`${folder} lacks ${missing.join(', ')} of GeoNames' dump`);
  const { places, newest } = await readPlaces(join(folder, placesFile));
  await readNames(join(folder, NAMES), new Map(places.map((place) => [place.id, place])));
  return {
    places,
    regions: await readUnits(join(folder, REGIONS), /^[A-Z]{2}\.[^.]+$/),
    districts: await readUnits(join(folder, DISTRICTS), /^[A-Z]{2}\.[^.]+\.[^\t]+$/),
    release: `geonames-${newest}`,
    hashes: await hashesOf(folder, [placesFile, NAMES, REGIONS, DISTRICTS]),
  };
}

async function readPlaces(path: string): Promise<{ places: Place[]; newest: string }> {
  const places: Place[] = [];
  let newest = '';
  for await (const [line, number] of linesOf(path)) {
    // Nine of ten lines of allCountries.txt are mountains, hotels and the like.
    if (!line.includes('\tP\t')) {
      if (countTabs(line) < 18) throw damaged(path, number, 'a line of 19 columns');
      continue;
    }
    const place = parseGeoNamesLine(line);
    if (place === undefined) throw damaged(path, number, 'a place of 19 columns');
    if (line.split('\t', 7)[6] !== 'P') continue;
    if (place.population < LEAST_PEOPLE && !SEATS.has(place.feature)) continue;
    // Names with their languages come from the other file.
    place.alternates = [];
    places.push(place);
    const day = line.slice(line.lastIndexOf('\t') + 1);
    if (day > newest) newest = day;
  }
  return { places, newest };
}

/** Columns of `alternateNamesV2.txt` after the name's own id. */
interface NameLine {
  language: string;
  name: string;
  isPreferred: boolean;
  isShort: boolean;
  isColloquial: boolean;
  isHistoric: boolean;
}

async function readNames(path: string, places: ReadonlyMap<number, Place>): Promise<void> {
  const best = new Map<Place, Map<Language, number>>();
  for await (const [line, number] of linesOf(path)) {
    const start = line.indexOf('\t') + 1;
    const end = line.indexOf('\t', start);
    const id = Number(line.slice(start, end));
    if (start === 0 || end === -1 || !Number.isInteger(id))
      throw damaged(path, number, 'a name of 10 columns');
    const place = places.get(id);
    if (place === undefined) continue;
    const column = line.split('\t');
    // Older files end after the flags, without the years.
    if (column.length < 8) throw damaged(path, number, 'a name of 10 columns');
    const [, , language = '', name = ''] = column;
    if (name === '' || !LANGUAGE.test(language)) continue;
    const flag = (index: number): boolean => column[index] === '1';
    addName(
      place,
      { language, name, isPreferred: flag(4), isShort: flag(5), isColloquial: flag(6), isHistoric: flag(7) },
      best,
    );
  }
  for (const place of places.values()) showEnglish(place);
}

function addName(place: Place, line: NameLine, best: Map<Place, Map<Language, number>>): void {
  const { language, name, isPreferred, isShort, isColloquial, isHistoric } = line;
  const isPlain = !isShort && !isColloquial && !isHistoric;
  if ((isShort && !isHistoric) || language === 'abbr') (place.shortNames ??= []).push(name);
  else if (isColloquial && !isHistoric) (place.nicknames ??= []).push(name);
  else if (!place.alternates.includes(name)) place.alternates.push(name);
  if (!isPlain || !isShown(language)) return;
  // The preferred name of a language, else its first.
  const ranks = best.get(place) ?? new Map<Language, number>();
  best.set(place, ranks);
  const rank = isPreferred ? 2 : 1;
  if (rank <= (ranks.get(language) ?? 0)) return;
  ranks.set(language, rank);
  (place.localised ??= {})[language] = name;
}

/** The name shown is the English one; the name that GeoNames lists is the local one then. */
function showEnglish(place: Place): void {
  const english = place.localised?.en;
  if (english === undefined || english === place.display) return;
  place.local = place.display;
  place.display = english;
  if (!place.names.includes(english)) place.names.unshift(english);
}

/** Reads `code, name, ASCII name, id` lines. */
async function readUnits(path: string, form: RegExp): Promise<Map<string, string>> {
  const units = new Map<string, string>();
  for await (const [line, number] of linesOf(path)) {
    const [code = '', name = ''] = line.split('\t');
    if (!form.test(code) || name === '') throw damaged(path, number, 'a unit with its code and name');
    units.set(code, name);
  }
  return units;
}

async function hashesOf(folder: string, files: readonly string[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const file of files) {
    const digest = createHash('sha256');
    for await (const piece of createReadStream(join(folder, file))) digest.update(piece as Buffer);
    hashes[file] = digest.digest('hex');
  }
  return hashes;
}

function countTabs(line: string): number {
  let count = 0;
  for (let at = line.indexOf('\t'); at !== -1; at = line.indexOf('\t', at + 1)) count += 1;
  return count;
}

const damaged = (path: string, number: number, expected: string): Error =>
  new Error(`${path}, line ${number}: not ${expected}`);
