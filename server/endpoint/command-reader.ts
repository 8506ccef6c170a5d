import type { GameSocket } from '../broadcast/client.ts';
import type { BoundedWriter } from '../broadcast/socket-writer.ts';
import type { CommandSink } from '../fast-path/command-source.ts';
import type { FastPath } from '../fast-path/fast-path.ts';
import type { GuessGate } from '../fast-path/guess-gate.ts';
import type { GuessAdmission } from '../limits/guess-admission.ts';
import { createAckWriter } from './ack-writer.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { OverloadRefusals } from './overload-refusals.ts';

/** Hands the commands of connections to the dispatcher, and its answers back, whichever way they come. */
export function createCommandReader(deps: {
  dispatcher: Dispatcher;
  writer: BoundedWriter;
  fastPath: Pick<FastPath, 'guesses' | 'listener'>;
  admission: Pick<GuessAdmission, 'openness' | 'isPressed'>;
  refusals: Pick<OverloadRefusals, 'refuseUnread'>;
}): (socket: GameSocket) => void {
  const { dispatcher, writer, fastPath, admission, refusals } = deps;
  const { guesses } = fastPath;
  const writeAck = createAckWriter(writer, admission);
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
        writeAck(client, id, name === 'guess' ? guesses.answer(value) : JSON.stringify(value));
      });
    },
  };
  const gate: GuessGate<GameSocket> = {
    isClosedTo({ data }) {
      const { openness } = admission;
      return openness === 'all' ? false : openness === 'none' || !data.client.wasOverloaded;
    },
    refuse: ({ data }, ids, sinceMs) => refusals.refuseUnread(data.client, ids, sinceMs),
  };
  return fastPath.listener(sink, gate);
}
