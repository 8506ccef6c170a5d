import type { Commands } from '../../shared/commands.ts';
import { isRoomId } from '../../shared/ids.ts';
import { LIMITS } from '../../shared/limits.ts';

/** `COMMANDS.guess` by hand, for the one command that comes by thousands a second: a test holds the two against each other. */
export function guessPayload(payload: unknown): Commands['guess'] | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  for (const key in payload) if (key !== 'roomId' && key !== 'guessId' && key !== 'text') return undefined;
  const { roomId, guessId, text } = payload as { [key: string]: unknown };
  return typeof roomId === 'string' &&
    isText(guessId, LIMITS.clientIdLength) &&
    isText(text, LIMITS.guessTextLength) &&
    isRoomId(roomId)
    ? { roomId, guessId, text }
    : undefined;
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;
