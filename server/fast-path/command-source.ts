import type { CommandSocket } from './connection.ts';
import type { GuessGate } from './guess-gate.ts';
import { takeGuess } from './guess-message.ts';
import { takeMessages } from './message-taker.ts';
import { eventHandler, takeEvents } from './socket-internals.ts';

/** Who gets the commands of connections. */
export interface CommandSink<S> {
  /** Called by Socket.IO. `answer` acknowledges, if the client asked for it. */
  called(
    socket: S,
    name: unknown,
    args: readonly unknown[],
    answer: ((value: object) => void) | undefined,
  ): void;
  /** Read before Socket.IO: whoever gets it writes the acknowledgement under `id`, if the client asked for one. */
  read(socket: S, name: unknown, args: readonly unknown[], id: number | undefined): void;
}

/** Starts to hand a connection's commands to a sink. */
export type Listen<S> = (socket: S) => void;

/** By what Socket.IO offers everybody. */
export const publicListener =
  <S extends CommandSocket>(sink: CommandSink<S>): Listen<S> =>
  (socket) => {
    socket.onAny((name, ...args) => {
      const last = args.at(-1);
      const answer = typeof last === 'function' ? (args.pop() as (value: object) => void) : undefined;
      sink.called(socket, name, args, answer);
    });
  };

/**
 * Takes guesses from the bytes of the connection, and other commands where Socket.IO would unfold them: its own way (frames, packets,
 * closures, copies of listeners, a turn of the event loop) costs more than a guess's judgement. `gate` refuses some unread. `inPlace` as in
 * {@link takeMessages}. A connection that does not let us has its commands called.
 */
export function directListener<S extends CommandSocket>(
  sink: CommandSink<S>,
  gate: GuessGate<S>,
  inPlace: boolean,
): Listen<S> {
  const byLibrary = publicListener(sink);
  const onEvent = eventHandler<S>((socket, data, id) => {
    sink.read(socket, data[0], data.slice(1), id);
  });
  const onGuess = (socket: S, payload: unknown, id: number): void => {
    sink.read(socket, 'guess', [payload], id);
  };
  return (socket) => {
    if (!takeEvents(socket, onEvent)) {
      byLibrary(socket);
      return;
    }
    const { conn } = socket;
    const take = (message: string): boolean => socket.connected && takeGuess(message, socket, onGuess);
    const early = {
      isClosed: () => socket.connected && gate.isClosedTo(socket),
      refuse: (ids: readonly number[], sinceMs: number) => gate.refuse(socket, ids, sinceMs),
    };
    const start = () => takeMessages(conn, take, inPlace, early);
    if (!start()) conn.once('upgrade', start);
  };
}
