import type { Socket } from 'socket.io';

/** engine.io's socket: what is beneath one of Socket.IO. */
export type Connection = Socket['conn'];

/** What the fast path needs of a Socket.IO socket, all of it public. */
export interface CommandSocket {
  readonly conn: Connection;
  readonly connected: boolean;
  onAny(listener: (name: unknown, ...args: unknown[]) => void): unknown;
}
