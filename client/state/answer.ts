import type { GuessAnswer } from '../../shared/messages.ts';
import type { Refusal } from '../../shared/refusal.ts';

/** What became of the latest guess, for the two lines under the field. */
export type Answer =
  | { kind: 'answer'; id: string; text: string; answer: GuessAnswer; at: number }
  | { kind: 'refused'; id: string; text: string; refusal: Refusal; at: number };
