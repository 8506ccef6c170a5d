import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (32,768 and up on Linux): a server that stops and starts again
 * on its port never finds a connection there.
 */
const FIRST = 20_000;
const END = 32_000;
const TRIES = 20;

/** A port of 20000…31999 that nobody listened on a moment ago. For a server that may choose for itself, 0 is better. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) return port;
  }
}

/** Starts a server on a free port; on another one if somebody else took it in between. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    const port = await freePort();
    try {
      return await start(port);
    } catch (error) {
      if (tried === TRIES || (await isFree(port))) throw error;
    }
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
