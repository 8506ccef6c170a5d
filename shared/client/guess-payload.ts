import type { Commands } from '../commands.ts';
import type { PendingGuess } from './outbox.ts';
import type { Transport } from './transport.ts';

/** A waiting guess as the server that is connected now takes it. */
export const guessPayload = (
  transport: Pick<Transport, 'offers'>,
  roomId: string,
  { guessId, text, runId }: PendingGuess,
): Commands['guess'] =>
  runId !== undefined && transport.offers('runId')
    ? { roomId, guessId, text, runId }
    : { roomId, guessId, text };
