import { ackPacket } from '../broadcast/frame.ts';
import type { Client } from '../broadcast/client.ts';
import type { BoundedWriter } from '../broadcast/socket-writer.ts';
import type { Connection } from '../fast-path/connection.ts';
import type { GuessAdmission } from '../limits/guess-admission.ts';
import type { Metrics } from '../metrics.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';

/** Says `overloaded`, at as little cost as can be. */
export interface OverloadRefusals {
  /** Refuses guesses of which only the beginning was read, from `sinceMs` on: one answer under each of these numbers, all in one write. */
  refuseUnread(client: Client, ids: readonly number[], sinceMs: number): void;
  /** The answer to a guess that was read at `sinceMs`. */
  refuseGuess(client: Client, sinceMs: number): Refusal;
}

export interface OverloadRefusalsDeps {
  admission: GuessAdmission;
  writer: Pick<BoundedWriter, 'sendAll'>;
  pauses: { pause(conn: Connection): void };
  metrics: Pick<Metrics, 'guess' | 'refused'>;
  elapsed: () => number;
}

/** `JSON.stringify(refuse('overloaded', undefined, ms))` up to the number. */
const BEGINNING = `${JSON.stringify(refuse('overloaded')).slice(0, -1)},"retryAfterMs":`;

export function createOverloadRefusals(deps: OverloadRefusalsDeps): OverloadRefusals {
  const { admission, writer, pauses, metrics, elapsed } = deps;

  /** A client that waits as it was told to sends nothing while it is not read; one that does not is pushed back. */
  function note(client: Client, count: number, sinceMs: number): void {
    admission.refused(count);
    metrics.guess('overloaded', count);
    metrics.refused('overloaded', elapsed() - sinceMs, count);
    client.wasOverloaded = true;
    pauses.pause(client.socket.conn);
  }

  return {
    refuseUnread(client, ids, sinceMs) {
      const answer = `${BEGINNING}${admission.retryAfterMs()}}`;
      writer.sendAll(
        client,
        ids.map((id) => ackPacket(id, answer)),
      );
      note(client, ids.length, sinceMs);
    },
    refuseGuess(client, sinceMs) {
      note(client, 1, sinceMs);
      return refuse('overloaded', undefined, admission.retryAfterMs());
    },
  };
}
