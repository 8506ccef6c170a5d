import { parseGuess } from './guess-payload.ts';

const GUESS = '["guess",';
/** More digits than a client counts to. */
const ID_DIGITS = 9;

/**
 * Reads `42<id>["guess",<payload>]` and gives the payload, as any JSON, and the number to acknowledge it under to `onGuess`. Answers
 * whether the message was that.
 */
export function takeGuess<S>(
  message: string,
  socket: S,
  onGuess: (socket: S, payload: unknown, id: number) => void,
): boolean {
  let at = 2;
  let id = 0;
  for (; at < 2 + ID_DIGITS; at += 1) {
    const digit = message.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    id = id * 10 + digit;
  }
  if (at === 2 || !message.startsWith(GUESS, at) || !message.endsWith(']')) return false;
  const from = at + GUESS.length;
  const to = message.length - 1;
  let payload: unknown = parseGuess(message, from, to);
  try {
    payload ??= JSON.parse(message.slice(from, to));
  } catch {
    return false;
  }
  onGuess(socket, payload, id);
  return true;
}
