import { become, build, install } from './builders.mjs';
import { SERVE_ARGS } from './serve-args.mjs';

/** `npm start`: everything to play, from a fresh clone. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Cityrace needs Node 20.19 or later; this is ${process.versions.node}`);
  process.exit(1);
}
install();
build();
become(process.execPath, SERVE_ARGS);
