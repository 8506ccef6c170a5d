import type { SocketLike } from './socket-transport.ts';
import { createTimer, type Timers } from './timers.ts';

/** What is needed of a socket.io-client `Socket` to connect it again. */
export interface ReconnectableSocket extends SocketLike {
  /** Whether the socket itself is trying to connect. */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
}

export interface KeepConnectedOptions {
  timers: Timers;
  /** Uniform in [0, 1): spreads those whom one server sent away. */
  random(): number;
}

/** After a handshake that was refused without saying for how long, ms. */
const REFUSED_MS = 2000;

/**
 * Connects where Socket.IO by itself does not: after the server closed the socket or refused the handshake, and before a
 * draining server goes. Returns the function that ends it and closes the socket for good.
 */
export function keepConnected(socket: ReconnectableSocket, options: KeepConnectedOptions): () => void {
  const { timers } = options;
  const later = createTimer(timers, () => socket.connect());
  const leaving = createTimer(timers, () => {
    socket.disconnect();
    socket.connect();
  });
  let isOver = false;
  socket.on('connect', () => later.stop());
  socket.on('disconnect', (reason: string) => {
    leaving.stop();
    if (reason === 'io server disconnect' && !isOver) later.start(500 + options.random() * 1000);
  });
  socket.on('connect_error', (error: Error & { data?: { retryAfterMs?: number } }) => {
    // An unreachable server is tried again by Socket.IO, a refusal stops it.
    if (!socket.active && !isOver) later.start(error.data?.retryAfterMs ?? REFUSED_MS);
  });
  // Leave before the server does: commands sent after that would be refused or lost.
  socket.on('draining', ({ reconnectInMs }: { reconnectInMs: number }) => {
    if (!isOver) leaving.start(reconnectInMs);
  });
  return () => {
    isOver = true;
    later.stop();
    leaving.stop();
    socket.disconnect();
  };
}
