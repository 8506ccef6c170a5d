import { createFastPath, type FastPath } from './fast-path.ts';
import { PIECES, type Piece } from './pieces.ts';
import { failedPieces, type SelfTestOptions } from './self-test.ts';

interface FastPathLog {
  info: (details: object, message: string) => void;
  warn: (details: object, message: string) => void;
}

export interface OpenOptions extends SelfTestOptions {
  /** Whether there is a Redis, and only one: the piece `redis` means nothing else. */
  isOneRedis: boolean;
  log: FastPathLog;
  /** Tells which pieces are live. */
  onLive: (live: ReadonlyMap<Piece, boolean>) => void;
}

/** Proves the wanted pieces on this process and says what it found: in one line of the log, and to `onLive`. */
export async function openFastPath(options: OpenOptions): Promise<FastPath> {
  const { pieces, isOneRedis, log, onLive } = options;
  const possible = PIECES.filter((piece) => piece !== 'redis' || isOneRedis);
  const failed = await failedPieces(options);
  const live = new Set(possible.filter((piece) => pieces.has(piece) && !failed.has(piece)));
  onLive(new Map(possible.map((piece) => [piece, live.has(piece)])));
  const on = [...live];
  if (failed.size === 0) log.info({ on }, 'fast path');
  else log.warn({ on, failed: Object.fromEntries(failed) }, 'fast path');
  return createFastPath(live);
}
