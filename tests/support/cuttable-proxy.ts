import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Seen from the server: `up` is what it gets, `down` what it sends. */
export type Direction = 'up' | 'down';

interface Pace {
  /** Each byte arrives so much later. */
  delayMs: number;
  bytesPerSecond: number;
}

/** A TCP way to a server that a test can cut and spoil, between a page and a node, or a node and its stores. */
export interface CuttableProxy {
  readonly port: number;
  readonly url: string;
  /** Connections end as when a network goes away, and new ones are taken. */
  cut(): void;
  /**
   * From now on what is sent there vanishes without an error, on the connections there are and on new ones. They stay lost for ever,
   * as when a router forgets them; their ends, too, are heard by nobody.
   */
  swallow(...directions: Direction[]): void;
  /** New connections are whole again. */
  restore(): void;
  pace(pace: Partial<Pace>): void;
  /** New connections go to this port: an address that moves. */
  pointTo(port: number): void;
  close(): void;
}

const BOTH: readonly Direction[] = ['up', 'down'];
/** Above it a slow way takes no more from its sender. */
const MOST_WAITING_BYTES = 65_536;

export async function startCuttableProxy(port: number): Promise<CuttableProxy> {
  const links = new Set<Link>();
  const pace: Pace = { delayMs: 0, bytesPerSecond: Infinity };
  let target = port;
  let swallowed: readonly Direction[] = [];
  const server = createServer({ allowHalfOpen: true }, (inner) => {
    const outer = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const link = createLink(inner, outer, pace, () => links.delete(link));
    link.lose(swallowed);
    links.add(link);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  const cut = (): void => {
    for (const link of links) link.end();
  };
  return {
    port: own,
    url: `http://127.0.0.1:${own}`,
    cut,
    swallow(...directions) {
      swallowed = directions.length === 0 ? BOTH : directions;
      for (const link of links) link.lose(swallowed);
    },
    restore() {
      swallowed = [];
    },
    pace: (change) => void Object.assign(pace, change),
    pointTo: (next) => (target = next),
    close() {
      server.close();
      cut();
    },
  };
}

interface Link {
  lose(directions: readonly Direction[]): void;
  end(): void;
}

/** One connection on its way, until both of its sides have ended. */
function createLink(inner: Socket, outer: Socket, pace: Readonly<Pace>, onEnd: () => void): Link {
  const lost = new Set<Direction>();
  carry(inner, outer, pace, () => lost.has('up'));
  carry(outer, inner, pace, () => lost.has('down'));
  let open = 2;
  for (const socket of [inner, outer])
    socket.on('close', () => {
      open -= 1;
      if (open === 0) onEnd();
    });
  return {
    lose(directions) {
      for (const direction of directions) lost.add(direction);
    },
    end() {
      inner.destroy();
      outer.destroy();
    },
  };
}

/** Takes bytes and the end of a connection from one socket to another, in order and at the pace. */
function carry(from: Socket, to: Socket, pace: Readonly<Pace>, isLost: () => boolean): void {
  const waiting: { bytes: Buffer; at: number }[] = [];
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  /** When the last of what waits has passed. */
  let freeAt = 0;
  let ended: (() => void) | undefined;

  function pump(): void {
    timer = undefined;
    const now = performance.now();
    while (waiting.length > 0 && waiting[0]!.at <= now) {
      const { bytes } = waiting.shift()!;
      waitingBytes -= bytes.length;
      if (!isLost() && !to.destroyed && !to.write(bytes)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    }
    if (waitingBytes <= MOST_WAITING_BYTES && !to.writableNeedDrain) from.resume();
    if (waiting.length > 0) timer = setTimeout(pump, waiting[0]!.at - now);
    else ended?.();
  }

  from.on('data', (bytes) => {
    if (isLost()) return;
    const now = performance.now();
    freeAt = Math.max(freeAt, now) + (bytes.length * 1000) / pace.bytesPerSecond;
    waiting.push({ bytes, at: freeAt + pace.delayMs });
    waitingBytes += bytes.length;
    if (waitingBytes > MOST_WAITING_BYTES) from.pause();
    if (!timer) pump();
  });
  const finish = (end: () => void): void => {
    ended = () => {
      if (!isLost()) end();
    };
    if (waiting.length === 0) ended();
  };
  from.on('error', () => undefined);
  from.on('end', () => finish(() => to.end()));
  from.on('close', () => finish(() => to.destroy()));
}
