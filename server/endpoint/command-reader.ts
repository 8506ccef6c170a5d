import type { GameSocket } from '../broadcast/client.ts';
import { encodedAckFrame } from '../broadcast/frame.ts';
import type { BoundedWriter } from '../broadcast/socket-writer.ts';
import type { CommandSink } from '../fast-path/command-source.ts';
import type { FastPath } from '../fast-path/fast-path.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Hands the commands of connections to the dispatcher, and its answers back, whichever way they come. */
export function createCommandReader(deps: {
  dispatcher: Dispatcher;
  writer: BoundedWriter;
  fastPath: Pick<FastPath, 'guesses' | 'listener'>;
}): (socket: GameSocket) => void {
  const { dispatcher, writer, fastPath } = deps;
  const { guesses } = fastPath;
  const sink: CommandSink<GameSocket> = {
    called(socket, name, args, answer) {
      const { client } = socket.data;
      const acknowledge = (value: object): void => {
        answer?.(value);
        writer.check(client);
      };
      dispatcher.dispatch(client, name, args, answer && acknowledge);
    },
    read(socket, name, args, id) {
      const { client } = socket.data;
      if (id === undefined) {
        dispatcher.dispatch(client, name, args, undefined);
        return;
      }
      dispatcher.dispatch(client, name, args, (value) => {
        const answer = name === 'guess' ? guesses.answer(value) : JSON.stringify(value);
        writer.send(client, encodedAckFrame(id, answer));
      });
    },
  };
  return fastPath.listener(sink);
}
