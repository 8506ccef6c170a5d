import { Socket as TcpSocket } from 'node:net';

/**
 * The one place that knows the private names beneath a Socket.IO connection: engine.io's socket, its `ws`, and the TCP socket.
 * None is trusted to be there: whatever is missing, null or of another type makes the functions here answer undefined or false,
 * and the caller takes the public way on that connection. Whether all behave as they look is proved at start (self-test.ts).
 */
interface Engine {
  readyState?: unknown;
  upgrading?: unknown;
  writeBuffer?: { length?: unknown } | null;
  /** Set while a ping is unanswered: the next packet moves it, which is left to the library. */
  pingTimeoutTimer?: unknown;
  transport?: { socket?: WebSocket | null } | null;
  request?: unknown;
}

interface WebSocket {
  readyState?: unknown;
  _socket?: unknown;
  _sender?: { _state?: unknown; _queue?: { length?: unknown } | null } | null;
  _receiver?: Receiver | null;
  terminate?: (() => void) | null;
}

/** What of `ws` takes in the bytes of a connection. */
interface Receiver {
  write: (chunk: Buffer) => boolean;
  _state?: unknown;
  _bufferedBytes?: unknown;
  _fragmented?: unknown;
}

const OPEN = 1;
/** Of both `Sender` (nothing to compress) and `Receiver` (a frame's first byte comes next). */
const IDLE = 0;

const webSocketOf = (conn: object): WebSocket | null | undefined => (conn as Engine).transport?.socket;

/** The TCP socket of a connection by WebSocket. */
export function tcpSocketOf(conn: object): TcpSocket | undefined {
  const socket = webSocketOf(conn)?._socket;
  return socket instanceof TcpSocket ? socket : undefined;
}

/** Where a whole frame may be written now without overtaking anything; undefined when the library has to do it. */
export function directSocketOf(conn: object): TcpSocket | undefined {
  const { readyState, upgrading, writeBuffer, transport } = conn as Engine;
  const ws = transport?.socket;
  if (ws?.readyState !== OPEN || readyState !== 'open' || upgrading !== false || writeBuffer?.length !== 0)
    return undefined;
  const { _sender: sender, _socket: socket } = ws;
  if (sender?._state !== IDLE || sender._queue?.length !== 0) return undefined;
  return socket instanceof TcpSocket && !socket.destroyed ? socket : undefined;
}

/** Ends a connection at once, with what its reader has not taken; false when that cannot be done. */
export function terminate(conn: object): boolean {
  const ws = webSocketOf(conn);
  if (typeof ws?.terminate !== 'function') return false;
  try {
    ws.terminate();
    return true;
  } catch {
    return false;
  }
}

/** The way of a connection's bytes to the library. */
export interface InboundPath {
  /** The receiver of `ws`: a stream, of which each connection has its own. */
  readonly receiver: Receiver;
  readonly tcp: TcpSocket | undefined;
  /** Whether the library is between two messages and waits for nothing, so that it need not see the next one. */
  readonly isIdle: () => boolean;
}

const isBetweenMessages = ({ _state, _bufferedBytes, _fragmented }: Receiver): boolean =>
  _state === IDLE && _bufferedBytes === 0 && _fragmented === 0;

/** Undefined when this connection has none, or not yet: a polling one, or one that a release keeps elsewhere. */
export function inboundPathOf(conn: object): InboundPath | undefined {
  const engine = conn as Engine;
  const ws = webSocketOf(conn);
  const receiver = ws?._receiver;
  if (!ws || !receiver || typeof receiver.write !== 'function' || !isBetweenMessages(receiver))
    return undefined;
  return {
    receiver,
    tcp: tcpSocketOf(conn),
    isIdle: () =>
      ws.readyState === OPEN &&
      engine.readyState === 'open' &&
      engine.pingTimeoutTimer === null &&
      isBetweenMessages(receiver),
  };
}

/** Gets an event: its name and what follows it, and the number under which it wants to be acknowledged. */
export type OnEvent<S> = (socket: S, data: readonly unknown[], id: number | undefined) => void;

/** What {@link takeEvents} needs; one for all connections. */
export type EventHandler<S> = (this: S, packet: { data?: unknown; id?: unknown } | undefined) => void;

export const eventHandler = <S extends { readonly connected: boolean }>(
  onEvent: OnEvent<S>,
): EventHandler<S> =>
  function (packet) {
    const data = packet?.data;
    if (!this.connected || !Array.isArray(data)) return;
    onEvent(this, data, typeof packet?.id === 'number' ? packet.id : undefined);
  };

/**
 * Takes a socket's events where Socket.IO would unfold them, which costs a closure and a copy of the listeners for each. False
 * when it has no such place.
 */
export function takeEvents<S extends object>(socket: S, handler: EventHandler<S>): boolean {
  const inner = socket as { onevent?: unknown };
  if (typeof inner.onevent !== 'function') return false;
  try {
    inner.onevent = handler;
    return true;
  } catch {
    return false;
  }
}

/** The first request and what was copied from it would stay in memory as long as the connection does. */
export function forgetRequest(socket: object): void {
  const { conn } = socket as { conn?: Engine };
  try {
    Object.assign(socket, { handshake: null });
    if (conn) conn.request = null;
  } catch {
    // Then it stays, which costs memory and nothing else.
  }
}
