import type { Client, GameSocket } from './client.ts';
import { ackFrame } from './frame.ts';
import type { Answer, Dispatcher } from './dispatcher.ts';
import type { SocketWriter } from './socket-writer.ts';

/** A decoded Socket.IO packet, as the library hands it to its sockets. */
interface EventPacket {
  data?: unknown[];
  id?: number;
}

/**
 * Takes the commands of a connection. The library's own way (a closure for each acknowledgement, copies of the listeners, a
 * turn of the event loop) costs more than a guess's judgement, so the packet is taken where the library would unfold it:
 * `Socket.onevent`, which is private. Where a release has none, the public way is used (`isDirect` false in the tests).
 */
export function createInbound(deps: {
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

  return (socket) => {
    const inner = socket as unknown as { onevent?: unknown };
    if (isDirect && typeof inner.onevent === 'function') inner.onevent = onEvent;
    else
      socket.onAny((name: unknown, ...args: unknown[]) => {
        onAny(socket.data.client, name, args);
      });
  };
}
