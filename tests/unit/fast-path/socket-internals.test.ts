import { Socket as TcpSocket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInPlace } from '../../../server/fast-path/in-place-reads.ts';
import { takeMessages } from '../../../server/fast-path/message-taker.ts';
import {
  directSocketOf,
  eventHandler,
  forgetRequest,
  inboundPathOf,
  takeEvents,
  tcpSocketOf,
  terminate,
} from '../../../server/fast-path/socket-internals.ts';

/** A connection as releases that are known have it. */
const connection = () => ({
  readyState: 'open',
  upgrading: false,
  writeBuffer: [],
  pingTimeoutTimer: null,
  request: {},
  transport: {
    socket: {
      readyState: 1,
      _socket: new TcpSocket(),
      _sender: { _state: 0, _queue: [] },
      _receiver: { write: () => true, _state: 0, _bufferedBytes: 0, _fragmented: 0 },
      terminate: () => undefined,
    },
  },
});

/** What writing and what reading look at. */
const FOR_WRITING = [
  'readyState',
  'upgrading',
  'writeBuffer',
  'transport',
  'transport.socket',
  'transport.socket.readyState',
  'transport.socket._socket',
  'transport.socket._sender',
  'transport.socket._sender._state',
  'transport.socket._sender._queue',
];
const FOR_READING = [
  'transport',
  'transport.socket',
  'transport.socket._receiver',
  'transport.socket._receiver.write',
  'transport.socket._receiver._state',
  'transport.socket._receiver._bufferedBytes',
  'transport.socket._receiver._fragmented',
];
const FOR_IDLENESS = ['readyState', 'pingTimeoutTimer', 'transport.socket.readyState'];

type Holder = Record<string, unknown>;

/** The connection with something else at `path`, or nothing. */
function without(path: string, instead: { value: unknown } | null): object {
  const conn = connection();
  const names = path.split('.');
  const last = names.pop()!;
  let holder = conn as unknown as Holder;
  for (const name of names) holder = holder[name] as Holder;
  if (instead) holder[last] = instead.value;
  else Reflect.deleteProperty(holder, last);
  return conn;
}

/** Nothing, or another value or type than what is known. */
const OTHER = fc.option(fc.record({ value: fc.anything() }), { nil: null });
const isKnown = (path: string, other: { value: unknown } | null): boolean => {
  const value = other?.value;
  if (path.endsWith('Buffer') || path.endsWith('_queue'))
    return (value as { length?: unknown } | null | undefined)?.length === 0;
  return (
    value === 'open' ||
    value === false ||
    value === 0 ||
    value === 1 ||
    (path === 'pingTimeoutTimer' && value === null)
  );
};

const everyChange = (paths: readonly string[], holds: (conn: object) => void): void => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), OTHER, (path, other) => {
      fc.pre(!isKnown(path, other));
      holds(without(path, other));
    }),
    { numRuns: 1000 },
  );
};

describe('what is beneath a connection', () => {
  it('is used when it is as it is known', () => {
    const conn = connection();
    expect(directSocketOf(conn)).toBe(conn.transport.socket._socket);
    expect(tcpSocketOf(conn)).toBe(conn.transport.socket._socket);
    expect(inboundPathOf(conn)?.isIdle()).toBe(true);
    expect(terminate(conn)).toBe(true);
  });

  it('is not written to when any of it is missing or another thing', () => {
    everyChange(FOR_WRITING, (conn) => expect(directSocketOf(conn)).toBeUndefined());
  });

  it('is not read from when any of it is missing or another thing', () => {
    everyChange(FOR_READING, (conn) => {
      expect(inboundPathOf(conn)).toBeUndefined();
      expect(takeMessages(conn, () => true, true)).toBeUndefined();
    });
  });

  it('is never taken for idle when what says so is missing or another thing', () => {
    everyChange(FOR_IDLENESS, (conn) => expect(inboundPathOf(conn)?.isIdle()).toBe(false));
  });

  it('ends and forgets without an error, whatever is missing', () => {
    const all = [...FOR_WRITING, ...FOR_READING, 'request', 'transport.socket.terminate'];
    everyChange(all, (conn) => {
      expect(terminate(conn)).toBeTypeOf('boolean');
      expect(tcpSocketOf(conn) ?? new TcpSocket()).toBeInstanceOf(TcpSocket);
      forgetRequest({ conn, handshake: {} });
      forgetRequest(Object.freeze({ conn: Object.freeze(conn) }));
    });
    forgetRequest({});
    const throws = connection();
    throws.transport.socket.terminate = () => {
      throw new Error('not like this');
    };
    expect(terminate(throws)).toBe(false);
  });
});

describe('what is beneath a TCP socket', () => {
  const symbolOf = (socket: TcpSocket, name: string): symbol =>
    Object.getOwnPropertySymbols(socket).find(({ description }) => description === name)!;
  const handle = { useUserBuffer: () => undefined };

  function socketWith(
    change: (inner: Holder & Record<symbol, unknown>, socket: TcpSocket) => void,
  ): TcpSocket {
    const socket = new TcpSocket();
    const inner = socket as unknown as Holder & Record<symbol, unknown>;
    inner['_handle'] = { ...handle };
    change(inner, socket);
    return socket;
  }

  it('reads into our buffer when it is as it is known', () => {
    expect(
      readInPlace(
        socketWith(() => undefined),
        () => 0,
      ),
    ).toBe(true);
  });

  it('reads as before when any of it is missing or another thing', () => {
    fc.assert(
      fc.property(fc.constantFrom('_handle', 'useUserBuffer', 'kBuffer'), fc.anything(), (name, value) => {
        fc.pre(value !== null || name !== 'kBuffer');
        const socket = socketWith((inner, own) => {
          if (name === '_handle') inner['_handle'] = value;
          else if (name === 'useUserBuffer') inner['_handle'] = { useUserBuffer: value };
          else inner[symbolOf(own, 'kBuffer')] = value;
        });
        expect(readInPlace(socket, () => 0)).toBe(false);
      }),
    );
  });

  it('reads as before when its handle refuses', () => {
    const socket = socketWith((inner) => {
      inner['_handle'] = {
        useUserBuffer() {
          throw new Error('not like this');
        },
      };
    });
    expect(readInPlace(socket, () => 0)).toBe(false);
    expect((socket as unknown as Record<symbol, unknown>)[symbolOf(socket, 'kBuffer')]).toBe(null);
  });
});

describe('events of a Socket.IO socket', () => {
  const handlerOf = (got: unknown[]) =>
    eventHandler<{ connected: boolean; onevent?: unknown }>((_, data, id) => got.push([data, id]));

  it('are taken only where Socket.IO unfolds them', () => {
    const handler = handlerOf([]);
    const socket = { connected: true, onevent: () => undefined };
    expect(takeEvents(socket, handler)).toBe(true);
    expect(socket.onevent).toBe(handler);
    expect(takeEvents(Object.freeze({ connected: true, onevent: () => undefined }), handler)).toBe(false);
    fc.assert(
      fc.property(fc.anything(), (onevent) => {
        expect(takeEvents({ connected: true, onevent }, handler)).toBe(false);
      }),
    );
  });

  it('are ignored when they are no packets, and never throw', () => {
    const got: unknown[] = [];
    const socket = { connected: true, onevent: handlerOf(got) };
    socket.onevent({ data: ['time', {}], id: 7 });
    socket.onevent({ data: ['time'] });
    expect(got.splice(0)).toEqual([
      [['time', {}], 7],
      [['time'], undefined],
    ]);
    fc.assert(
      fc.property(fc.anything(), (packet) => {
        fc.pre(!Array.isArray((packet as { data?: unknown } | null | undefined)?.data));
        socket.onevent(packet as never);
        expect(got).toEqual([]);
      }),
    );
  });
});
