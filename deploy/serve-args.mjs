import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How the built server is run, written down once: the arguments of `npm run serve`. Plain JavaScript: `npm start` reads it before anything is installed. */

/** The built server's entry, absolute. */
export const SERVER_MAIN = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Arguments of `node` that run it from any folder: the flags of the script, then the entry. */
export const SERVE_ARGS = [...scripts.serve.split(' ').slice(1, -1), SERVER_MAIN];
