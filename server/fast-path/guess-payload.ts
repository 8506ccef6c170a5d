import type { Commands } from '../../shared/commands.ts';
import { isRoomId, RUN_ID } from '../../shared/ids.ts';
import { LIMITS } from '../../shared/limits.ts';

/** `COMMANDS.guess` by hand, for the one command that comes by thousands a second: a test holds the two against each other. */
export function guessPayload(payload: unknown): Commands['guess'] | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  for (const key in payload)
    if (key !== 'roomId' && key !== 'guessId' && key !== 'text' && key !== 'runId' && key !== 'typing')
      return undefined;
  const { roomId, guessId, text, runId, typing } = payload as { [key: string]: unknown };
  if (
    typeof roomId !== 'string' ||
    !isText(guessId, LIMITS.clientIdLength) ||
    !isText(text, LIMITS.guessTextLength) ||
    !isRoomId(roomId) ||
    (typing !== undefined && typing !== true)
  )
    return undefined;
  const guess: Commands['guess'] = { roomId, guessId, text };
  if (typing !== undefined) guess.typing = true;
  if (runId === undefined) return guess;
  if (typeof runId !== 'string' || !RUN_ID.test(runId)) return undefined;
  guess.runId = runId;
  return guess;
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;

// What JSON escapes, or must not stand in a string as it is.
const SPECIAL = /[\\\u0000-\u001f]/;

/**
 * Parses the guess from `from` to `to`, as clients write it: an object of strings, nothing escaped, no spaces, in a third of the
 * time of `JSON.parse`. Undefined for anything else, which may be JSON all the same.
 */
export function parseGuess(json: string, from: number, to: number): object | undefined {
  if (json[from] !== '{' || json[to - 1] !== '}' || SPECIAL.test(json)) return undefined;
  const payload: { [key: string]: string | undefined } = {
    roomId: undefined,
    guessId: undefined,
    text: undefined,
    runId: undefined,
  };
  for (let at = from + 1; ; at += 1) {
    const keyEnd = json.indexOf('"', at + 1);
    if (json[at] !== '"' || !json.startsWith('":"', keyEnd)) return undefined;
    const end = json.indexOf('"', keyEnd + 3);
    const value = json.slice(keyEnd + 3, end);
    if (json.startsWith('roomId"', at + 1)) payload['roomId'] = value;
    else if (json.startsWith('guessId"', at + 1)) payload['guessId'] = value;
    else if (json.startsWith('text"', at + 1)) payload['text'] = value;
    else if (json.startsWith('runId"', at + 1)) payload['runId'] = value;
    else return undefined;
    at = end + 1;
    if (end === -1 || at >= to) return undefined;
    if (at === to - 1) return payload;
    if (json[at] !== ',') return undefined;
  }
}
