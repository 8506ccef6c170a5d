import type { Client, GameSocket } from '../broadcast/client.ts';
import { ackFrame, encodedAckFrame } from '../broadcast/frame.ts';
import { encodeGuessAnswer } from '../fast-path/guess-answer.ts';
import { parseGuess } from '../fast-path/guess-payload.ts';
import type { Answer, Dispatcher } from './dispatcher.ts';
import type { SocketWriter } from '../broadcast/socket-writer.ts';
import { tapMessages } from '../fast-path/socket-internals.ts';

/** A decoded Socket.IO packet, as the library hands it to its sockets. */
interface EventPacket {
  data?: unknown[];
  id?: number;
}

const GUESS = '["guess",';
/** More digits than a client counts to. */
const ID_DIGITS = 9;

/**
 * Takes the commands of a connection. The library's own way (frames, packets, a closure for each acknowledgement, copies of the
 * listeners, a turn of the event loop) costs more than a guess's judgement, so guesses are taken as they come from the
 * wire, and other commands where the library would unfold them: `Socket.onevent`, which is private. Where a release has
 * none, the public way is used (`isDirect` false in the tests).
 */
export function createCommandReader(deps: {
  dispatcher: Dispatcher;
  writer: SocketWriter;
  isDirect?: boolean;
}): (socket: GameSocket) => void {
  const { dispatcher, writer, isDirect = true } = deps;

  function onEvent(this: GameSocket, { data, id }: EventPacket): void {
    if (!this.connected || !data) return;
    const { client } = this.data;
    const answer: Answer | undefined =
      id === undefined ? undefined : (value) => writer.send(client, ackFrame(id, value));
    dispatcher.dispatch(client, data[0], data.slice(1), answer);
  }

  function onAny(client: Client, name: unknown, args: unknown[]): void {
    const last = args.at(-1);
    const answer = typeof last === 'function' ? (args.pop() as Answer) : undefined;
    dispatcher.dispatch(client, name, args, answer);
  }

  /** Takes `42<id>["guess",<payload>]` if the message is that, and answers whether it was. */
  function takeGuess(socket: GameSocket, message: string): boolean {
    let at = 2;
    let id = 0;
    for (; at < 2 + ID_DIGITS; at += 1) {
      const digit = message.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      id = id * 10 + digit;
    }
    if (at === 2 || !message.startsWith(GUESS, at) || !message.endsWith(']') || !socket.connected)
      return false;
    const from = at + GUESS.length;
    const to = message.length - 1;
    let payload: unknown = parseGuess(message, from, to);
    try {
      payload ??= JSON.parse(message.slice(from, to));
    } catch {
      return false;
    }
    const { client } = socket.data;
    dispatcher.dispatch(client, 'guess', [payload], (value) => {
      writer.send(client, encodedAckFrame(id, encodeGuessAnswer(value)));
    });
    return true;
  }

  return (socket) => {
    const inner = socket as unknown as { onevent?: unknown };
    if (!isDirect || typeof inner.onevent !== 'function') {
      socket.onAny((name: unknown, ...args: unknown[]) => {
        onAny(socket.data.client, name, args);
      });
      return;
    }
    inner.onevent = onEvent;
    const { conn } = socket;
    const tap = () => tapMessages(conn, (message) => takeGuess(socket, message));
    if (!tap()) conn.once('upgrade', tap);
  };
}
