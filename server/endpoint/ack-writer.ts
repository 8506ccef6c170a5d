import type { Client } from '../broadcast/client.ts';
import { ackPacket, encodedAckFrame } from '../broadcast/frame.ts';
import type { BoundedWriter } from '../broadcast/socket-writer.ts';

/** Acknowledges a command under its number; `answer` is JSON. */
export type WriteAck = (client: Client, id: number, answer: string) => void;

/**
 * Writes each acknowledgement at once; while guesses are refused, those of one connection that are known in the same moment together: a
 * connection that is read less often has several, and a write costs a tenth of a guess.
 */
export function createAckWriter(
  writer: Pick<BoundedWriter, 'send' | 'sendAll'>,
  overload: { readonly isPressed: boolean },
): WriteAck {
  let gathered = new Map<Client, string[]>();

  function writeGathered(): void {
    const all = gathered;
    gathered = new Map();
    for (const [client, packets] of all) writer.sendAll(client, packets);
  }

  return (client, id, answer) => {
    if (!overload.isPressed) {
      writer.send(client, encodedAckFrame(id, answer));
      return;
    }
    // After all that one reply of the store, or one write of the journal, lets go on.
    if (gathered.size === 0) process.nextTick(writeGathered);
    const packets = gathered.get(client);
    if (packets) packets.push(ackPacket(id, answer));
    else gathered.set(client, [ackPacket(id, answer)]);
  };
}
