import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, runOrThrow } from '../../deploy/builders.mjs';

/** The releases of Node that are proved: a package of its own, so that neither a player nor `npm test` fetches them. */
const FOLDER = fileURLToPath(new URL('../node-releases', import.meta.url));
const names = Object.keys(
  JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')).optionalDependencies,
);
const majorOf = (version) => Number(version.split('.')[0]);

/** Major versions that the package lists, ascending, without the one in use: `npm test` proves that. */
export const OTHER_MAJORS = [...new Set(names.map((name) => Number(name.split('-')[1])))]
  .filter((major) => major !== majorOf(process.versions.node))
  .sort((a, b) => a - b);

/** The environment in which `node`, and whatever starts it by that name, is the listed release of this major version. */
export function onNode(major) {
  const name = `node-${major}-${process.platform}-${process.arch}`;
  if (!names.includes(name)) throw new Error(`tests/node-releases lists no ${name}`);
  const program = join(FOLDER, 'node_modules', name, 'bin/node');
  // npm takes an optional package that it could not fetch for installed.
  if (!existsSync(program)) rmSync(join(FOLDER, 'node_modules'), { recursive: true, force: true });
  install(FOLDER, runOrThrow);
  if (!existsSync(program)) throw new Error(`${name} could not be installed`);
  return { PATH: [dirname(program), process.env.PATH].join(delimiter) };
}
