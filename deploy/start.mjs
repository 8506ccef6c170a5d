import { become, build, ENGINES, install } from './builders.mjs';
import { supportOf } from './engines.mjs';
import { SERVE_ARGS } from './serve-args.mjs';

/** `npm start`: everything to play, from a fresh clone. */
const { node } = process.versions;
const support = supportOf(ENGINES, node);
if (support === 'too old') {
  console.error(`Cityrace needs Node ${ENGINES}; this is ${node}`);
  process.exit(1);
}
if (support === 'unproved') console.warn(`Cityrace is proved on Node ${ENGINES}; this is ${node}`);
install();
build();
become(process.execPath, SERVE_ARGS);
