import { COMMANDS, type Commands } from '../../shared/commands.ts';
import { encodeGuessAnswer } from './guess-answer.ts';
import { guessPayload } from './guess-payload.ts';

/** Checks and encodes the one command that comes by thousands a second. */
export interface GuessCodec {
  /** The payload of a guess, or undefined when it is none. */
  readonly payload: (payload: unknown) => Commands['guess'] | undefined;
  /** An answer as JSON. */
  readonly answer: (value: object) => string;
}

/** As for any other command. */
export const generalCodec: GuessCodec = {
  payload(payload) {
    const parsed = COMMANDS.guess.safeParse(payload);
    return parsed.success ? parsed.data : undefined;
  },
  answer: (value) => JSON.stringify(value),
};

/** By hand. */
export const guessCodec: GuessCodec = { payload: guessPayload, answer: encodeGuessAnswer };
