import { geoArea } from 'd3';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { feature } from 'topojson-client';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProjection } from '../../../client/map/projection.ts';
import { CATALOGUE, readCatalogueManifest, sha256 } from '../../../db/atlas/catalogue/artefact.ts';
import { fingerprintOf } from '../../../db/atlas/catalogue/fingerprint.ts';
import { loadCatalogue } from '../../../db/atlas/catalogue/load.ts';
import { unpackMaps } from '../../../db/atlas/catalogue/unpack.ts';
import { loadGazetteer } from '../../../db/atlas/gazetteer/load.ts';
import { unpackArtefact } from '../../../db/atlas/gazetteer/unpack.ts';
import type { Catalogue, CatalogueEntry } from '../../../shared/catalogue/catalogue.ts';
import { figuresOf } from '../../../shared/catalogue/figures.ts';
import { eachMember, isMember, membersOf } from '../../../shared/catalogue/membership.ts';
import type { Inset, Quiz } from '../../../shared/catalogue/quiz.ts';
import type { QuizMap, Sheet } from '../../../shared/catalogue/quiz-map.ts';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';

const ARTEFACT = join(import.meta.dirname, '../../../db/atlas/artefact');
const MAP_BYTES = 40 * 1024;

let folder: string;
let gazetteer: Gazetteer;
let catalogue: Catalogue;
let entries: CatalogueEntry[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-catalogue-'));
  unpackArtefact(ARTEFACT, join(folder, 'gazetteer'));
  unpackMaps(ARTEFACT, folder);
  gazetteer = loadGazetteer(join(folder, 'gazetteer'));
  catalogue = loadCatalogue(join(folder, 'catalogue'), gazetteer);
  const text = brotliDecompressSync(readFileSync(join(ARTEFACT, CATALOGUE))).toString('utf8');
  entries = text
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as CatalogueEntry);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const quizOf = (slug: string): Quiz => catalogue.quiz(slug)!;
const mapOf = (quiz: Quiz): QuizMap => JSON.parse(readFileSync(join(folder, quiz.map), 'utf8')) as QuizMap;

/** Which of these quizzes hold the largest place of that name. */
function holding(slugs: readonly string[], name: string, country: string): string[] {
  let row = 0;
  while (gazetteer.name(row) !== name || gazetteer.countryCodes[gazetteer.countries[row]!] !== country) row++;
  return slugs.filter((slug) => isMember(catalogue.members(slug)!, row));
}

describe('the committed artefact', () => {
  it('is what its manifest says, made from the committed gazetteer', () => {
    const { outputs, inputs, dataVersion, counts } = readCatalogueManifest(ARTEFACT);
    for (const [name, { sha256: expected, bytes }] of Object.entries(outputs)) {
      const file = readFileSync(join(ARTEFACT, name));
      expect([name, sha256(file), file.length]).toEqual([name, expected, bytes]);
    }
    expect(inputs['gazetteer']).toBe(fingerprintOf(gazetteer));
    expect(dataVersion).toBe(gazetteer.dataVersion);
    expect(counts.quizzes).toBe(catalogue.summaries.length);
  });

  it('counts each quiz as its members count now', () => {
    for (const { quiz } of entries) {
      const asked =
        quiz.kind === 'world' || quiz.kind === 'continent' || quiz.kind === 'theme' ? 'countries' : 'regions';
      const breakdown = quiz.kind === 'region' ? 'none' : asked;
      const { slug, ...rest } = quiz;
      expect({ slug, ...rest }).toMatchObject({
        slug,
        ...figuresOf(gazetteer, catalogue.members(slug)!, breakdown),
      });
    }
  });
});

describe('the list', () => {
  it('has every kind of quiz, each slug once', () => {
    const slugs = catalogue.summaries.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs).toEqual(
      expect.arrayContaining(['world', 'europe', 'africa', 'asia', 'north-america', 'south-america']),
    );
    expect(slugs).toEqual(
      expect.arrayContaining(['oceania', 'france', 'united-kingdom', 'georgia', 'us-georgia', 'us-texas']),
    );
    expect(slugs).toEqual(
      expect.arrayContaining(['gb-england', 'de-bayern', 'fr-occitanie', 'in-kerala', 'capitals']),
    );
    const count = (kind: string): number => catalogue.summaries.filter((quiz) => quiz.kind === kind).length;
    expect(count('continent')).toBe(6);
    expect(count('country')).toBeGreaterThanOrEqual(215);
    expect(slugs.filter((slug) => slug.startsWith('us-'))).toHaveLength(51);
    expect(slugs.filter((slug) => slug.startsWith('letter-'))).toHaveLength(26);
  });

  it.each<[string, string, string[], string[]]>([
    [
      'Istanbul',
      'TR',
      ['world', 'europe', 'asia', 'turkey', 'million-cities', 'letter-i'],
      ['capitals', 'africa'],
    ],
    ['Honolulu', 'US', ['oceania', 'north-america', 'united-states', 'us-hawaii'], ['asia']],
    ['Vladivostok', 'RU', ['asia', 'russia'], ['europe']],
    ['Kaliningrad', 'RU', ['europe', 'russia'], ['asia']],
    ['Cayenne', 'GF', ['south-america', 'french-guiana'], ['france', 'europe']],
    ['Jayapura', 'ID', ['asia', 'oceania', 'indonesia'], []],
    ['Tbilisi', 'GE', ['asia', 'europe', 'georgia', 'capitals'], ['us-georgia']],
    ['Zürich', 'CH', ['switzerland', 'letter-z'], ['capitals']],
  ])('puts %s (%s) where it belongs', (name, country, inside, outside) => {
    expect(holding(inside, name, country)).toEqual(inside);
    expect(holding(outside, name, country)).toEqual([]);
  });

  it('gathers in one quiz the territories that are too small for their own', () => {
    const small = new Set(quizOf('small-territories').regions.map(({ code }) => code));
    const own = catalogue.summaries.filter(({ kind }) => kind === 'country').map(({ country }) => country!);
    expect(own.filter((code) => small.has(code))).toEqual([]);
    expect(small.size + own.length).toBe(gazetteer.countryCodes.length);
  });

  it('says where the data is thin', () => {
    for (const slug of [
      'madagascar',
      'taiwan',
      'benin',
      'morocco',
      'india',
      'bangladesh',
      'china',
      'thailand',
      'ethiopia',
    ]) {
      expect([slug, quizOf(slug).dataNote]).toEqual([slug, expect.any(String)]);
    }
    expect(quizOf('france').dataNote).toBeUndefined();
  });
});

describe('the maps', () => {
  it('are served as they are and compressed, under the hash of their bytes', () => {
    const files = new Set(readdirSync(join(folder, 'maps')));
    for (const { quiz } of entries) {
      const path = join(folder, quiz.map);
      const text = readFileSync(path);
      expect(quiz.map).toContain(`.${sha256(text).slice(0, 12)}.json`);
      for (const end of ['', '.br', '.gz'])
        expect(files.has(`${quiz.map.slice('/maps/'.length)}${end}`)).toBe(true);
    }
    const path = join(folder, quizOf('france').map);
    const text = readFileSync(path);
    expect(brotliDecompressSync(readFileSync(`${path}.br`)).equals(text)).toBe(true);
    expect(gunzipSync(readFileSync(`${path}.gz`)).equals(text)).toBe(true);
  });

  it('fit in 40 KB gzipped for any country or region', () => {
    const heavy = entries
      .filter(({ quiz }) => quiz.country !== undefined)
      .map(({ quiz }) => [quiz.slug, gzipSync(readFileSync(join(folder, quiz.map))).length] as const)
      .filter(([, bytes]) => bytes > MAP_BYTES);
    expect(heavy).toEqual([]);
  });

  it('wind no outline inside out', () => {
    const inverted: string[] = [];
    for (const { quiz } of entries) {
      if (quiz.kind === 'theme') continue;
      const map = mapOf(quiz);
      for (const sheet of [map, ...Object.values(map.insets ?? {})]) {
        for (const outline of [...outlinesOf(sheet, 'units'), ...outlinesOf(sheet, 'land')]) {
          if (geoArea(outline) > 2 * Math.PI) inverted.push(`${quiz.slug} ${String(outline.id)}`);
        }
      }
    }
    expect(inverted).toEqual([]);
  });

  it('know the regions of a country and the countries of a continent by their codes', () => {
    for (const slug of ['france', 'italy', 'germany', 'brazil', 'south-america', 'world', 'united-states']) {
      const quiz = quizOf(slug);
      const map = mapOf(quiz);
      const drawn = new Set(
        [map, ...Object.values(map.insets ?? {})].flatMap((sheet) =>
          outlinesOf(sheet, 'units').map(({ id }) => id),
        ),
      );
      const regions = quiz.regions.filter(({ code }) => !drawn.has(code));
      expect([slug, regions.filter(({ cities }) => cities > 20)]).toEqual([slug, []]);
    }
  });

  it('show nearly every place of a quiz in its frame or in an inset', () => {
    for (const { quiz, select } of entries) {
      if (quiz.kind === 'theme') continue;
      const isShown = [
        createFrame(quiz.projection, 24),
        ...quiz.insets.map((inset) => createFrame(inset.projection, 1)),
      ];
      let outside = 0;
      eachMember(membersOf(gazetteer, select), (row) => {
        if (!isShown.some((shows) => shows(gazetteer.lons[row]!, gazetteer.lats[row]!))) outside++;
      });
      expect([quiz.slug, outside / quiz.cities < 0.03]).toEqual([quiz.slug, true]);
    }
  });

  it('draw France with its neighbours, its sea and its names of waters', () => {
    const map = mapOf(quizOf('france'));
    const neighbours = outlinesOf(map, 'land').map(({ id }) => id);
    expect(neighbours).toEqual(expect.arrayContaining(['ES', 'IT', 'CH', 'DE', 'LU', 'BE', 'GB']));
    expect(outlinesOf(map, 'water').map(({ properties }) => properties.name)).toContain('Bay of Biscay');
    expect(map.objects.coast.arcs.length).toBeGreaterThan(0);
    expect(map.objects.borders.arcs.length).toBeGreaterThan(0);
    expect(map.objects.frontiers.arcs.length).toBeGreaterThan(0);
  });
});

const outlinesOf = (sheet: Sheet, object: 'units' | 'land' | 'water') =>
  feature(sheet, sheet.objects[object]).features;

/** Whether a place falls on a square sheet of 1,000 px, with a little of what padding shows. */
function createFrame(projection: Inset['projection'], slack: number): (lon: number, lat: number) => boolean {
  const project = createProjection(projection, 1_000, 1_000, 40);
  return (lon, lat) => {
    const [x, y] = project([lon, lat])!;
    return x > -slack && y > -slack && x < 1_000 + slack && y < 1_000 + slack;
  };
}
