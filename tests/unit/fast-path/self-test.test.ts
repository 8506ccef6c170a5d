import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { Server } from 'socket.io';
import { describe, expect, it, vi } from 'vitest';
import { openFastPath } from '../../../server/fast-path/open-fast-path.ts';
import { PIECES, type Piece } from '../../../server/fast-path/pieces.ts';
import { failedPieces } from '../../../server/fast-path/self-test.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { createRealServer } from './loopback.ts';

interface Made {
  io: Server;
  http: HttpServer;
}

const options = (change: (made: Made) => void = () => undefined) => ({
  pieces: new Set<Piece>(PIECES),
  frameBytes: LIMITS.frameBytes,
  createServer(): Made {
    const made: Made = createRealServer();
    change(made);
    return made;
  },
  // Only what hangs waits for it.
  timeoutMs: 20_000,
});

/** Changes what is beneath each connection, as another release of Node might. */
const onSockets =
  (change: (socket: object) => void) =>
  ({ http }: Made): void =>
    void http.on('connection', change);

interface Inner {
  transport: { socket: { _receiver: Receiver; _sender: { _queue: unknown } } };
}

interface Receiver {
  write(chunk: Buffer): boolean;
  emit(name: string, ...args: unknown[]): boolean;
}

/** Changes what engine.io and ws keep for each connection. */
const onConnections =
  (change: (conn: Inner) => void) =>
  ({ io }: Made): void =>
    void io.engine.on('connection', change);

describe('the self-test', () => {
  it('proves every piece on this release, and leaves nothing open', async () => {
    let made: Made | undefined;
    expect(await failedPieces(options((now) => (made = now)))).toEqual(new Map());
    const { io, http } = made!;
    if (http.listening) await once(http, 'close');
    await vi.waitUntil(() => io.engine.clientsCount === 0);
    expect(process.hasUncaughtExceptionCaptureCallback()).toBe(false);
  });

  it('asks nothing of pieces that nobody wants', async () => {
    const failed = await failedPieces({
      ...options(onConnections(swapMessages)),
      pieces: new Set(['frames']),
    });
    expect(failed).toEqual(new Map());
  });

  it.each<[string, Piece[], (made: Made) => void]>([
    [
      'sockets that read into no buffer of ours',
      ['reads'],
      onSockets((socket) => Object.assign((socket as { _handle: object })._handle, { useUserBuffer: null })),
    ],
    [
      'sockets that forget what waits',
      ['frames'],
      onSockets((socket) => Object.defineProperty(socket, 'writableLength', { get: () => 0 })),
    ],
    [
      'a ws that keeps its queue elsewhere',
      ['frames'],
      onConnections(({ transport }) => (transport.socket._sender._queue = null)),
    ],
    ['a ws that gives messages in another order', ['reads', 'parsing'], onConnections(swapMessages)],
    [
      'a ws without a receiver where it was',
      ['reads', 'parsing'],
      onConnections(({ transport }) => {
        transport.socket = Object.create(transport.socket, {
          _receiver: { value: undefined },
        }) as typeof transport.socket;
      }),
    ],
    ['a Socket.IO that unfolds events elsewhere', ['reads', 'parsing'], moveEvents],
  ])('finds %s, and leaves the other pieces on', async (_, pieces, change) => {
    const failed = await failedPieces(options(change));
    expect([...failed.keys()].sort()).toEqual([...pieces].sort());
  });

  it('finds a ws that drops a frame', async () => {
    let count = 0;
    const failed = await failedPieces({
      ...options(
        onConnections(({ transport }) => {
          const receiver = transport.socket._receiver;
          const write = receiver.write.bind(receiver);
          receiver.write = (chunk) => (count += 1) % 4 === 3 || write(chunk);
        }),
      ),
      timeoutMs: 1000,
    });
    expect([...failed.keys()]).toEqual(expect.arrayContaining(['parsing', 'reads']));
  });

  it('survives insides that throw where nobody can catch it', async () => {
    const failed = await failedPieces(
      options(
        onSockets((socket) => {
          Object.assign((socket as { _handle: object })._handle, {
            useUserBuffer() {
              setImmediate(() => {
                throw new Error('not like this');
              });
            },
          });
        }),
      ),
    );
    expect(failed).toEqual(new Map([['reads', 'not like this']]));
  });

  it('ends in time when nothing answers, and when there is no server', async () => {
    const all = ['frames', 'memory', 'parsing', 'reads'];
    const silent = await failedPieces({
      ...options(({ io }) => void io.use(() => undefined)),
      timeoutMs: 50,
    });
    expect([...silent.keys()].sort()).toEqual(all);
    const none = await failedPieces({
      ...options(),
      createServer() {
        throw new Error('no server');
      },
    });
    expect([...none.keys()].sort()).toEqual(all);
    expect(none.get('frames')).toBe('no server');
  });
});

/** Socket.IO calls what it called `onevent` by another name. */
function moveEvents({ io }: Made): void {
  io.use((socket, next) => {
    const inner = socket as unknown as { onevent: (packet: unknown) => void };
    const unfold = inner.onevent.bind(socket);
    Object.assign(socket, { onevent: undefined, _onpacket: unfold });
    next();
  });
}

/** Two messages that come together are given the other way round. */
function swapMessages({ transport }: Inner): void {
  const receiver = transport.socket._receiver;
  const emit = receiver.emit.bind(receiver);
  const write = receiver.write.bind(receiver);
  let held: unknown[][] | undefined;
  receiver.emit = (name, ...args) => {
    if (!held || name !== 'message') return emit(name, ...args);
    held.push(args);
    return true;
  };
  receiver.write = (chunk) => {
    held = [];
    const goesOn = write(chunk);
    const messages = held.reverse();
    held = undefined;
    for (const args of messages) emit('message', ...args);
    return goesOn;
  };
}

describe('opening the fast path', () => {
  async function open(more: Partial<Parameters<typeof openFastPath>[0]>, change?: (made: Made) => void) {
    const lines: [string, object, string][] = [];
    let live: ReadonlyMap<Piece, boolean> | undefined;
    const fastPath = await openFastPath({
      ...options(change),
      isOneRedis: true,
      log: {
        info: (details, message) => lines.push(['info', details, message]),
        warn: (details, message) => lines.push(['warn', details, message]),
      },
      onLive: (pieces) => (live = pieces),
      ...more,
    });
    return { fastPath, lines, live: live! };
  }

  it('says what is on', async () => {
    const { fastPath, lines, live } = await open({});
    expect(lines).toEqual([['info', { on: [...PIECES] }, 'fast path']]);
    expect(live).toEqual(new Map(PIECES.map((piece) => [piece, true])));
    expect(fastPath.openScript).toBeDefined();
  });

  it('warns of what did not prove itself, and goes without it', async () => {
    const { lines, live } = await open({ isOneRedis: false }, moveEvents);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject(['warn', { on: ['frames', 'memory'] }, 'fast path']);
    expect(lines[0]![1]).toHaveProperty('failed.parsing');
    expect([...live]).toEqual([
      ['reads', false],
      ['parsing', false],
      ['frames', true],
      ['memory', true],
    ]);
  });

  it('is all public when nothing is wanted', async () => {
    const { fastPath, lines, live } = await open({ pieces: new Set() });
    expect(lines).toEqual([['info', { on: [] }, 'fast path']]);
    expect([...live.values()]).toEqual(PIECES.map(() => false));
    expect(fastPath.openScript).toBeUndefined();
  });
});
