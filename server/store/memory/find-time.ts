import type { Said } from '../../../shared/messages.ts';
import { SAID } from '../../../shared/words.ts';

/**
 * A find's time and how its name was said, as one number: epoch ms below, the word's place in the list of them above, plus one.
 * So a find takes no more room than its time did.
 */
const RANGE = 2 ** 44;

export const findTime = (at: number, said: Said | undefined): number =>
  said === undefined ? at : at + (SAID.indexOf(said) + 1) * RANGE;

export const timeOf = (findTime: number): number => findTime % RANGE;

export const saidAt = (findTime: number): Said | undefined => SAID[Math.floor(findTime / RANGE) - 1];
