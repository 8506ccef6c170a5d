import { createServer } from 'node:net';

/** The range that nodes, baselines and private stores listen in. */
const FIRST = 4100;
const LAST = 4199;
let next = FIRST;

/** A port of 4100…4199 that nobody listens on; throws a `RangeError` when there is none. */
export async function freePort(): Promise<number> {
  for (let tried = FIRST; tried <= LAST; tried++) {
    const port = next;
    next = next === LAST ? FIRST : next + 1;
    if (await isFree(port)) return port;
  }
  throw new RangeError(`no free port from ${FIRST} to ${LAST}`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
