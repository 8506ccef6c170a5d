import { randomBytes } from 'node:crypto';
import { roomCodeFrom } from '../../shared/ids.ts';
import type { Mode } from '../../shared/settings.ts';

/** A solo game has an id that nobody can guess; a room has a code that people can read to each other. */
export const newRoomId = (mode: Mode): string =>
  mode === 'solo' ? randomBytes(16).toString('base64url') : roomCodeFrom(randomBytes(32));

/** 128 bits. */
export const newRunId = (): string => randomBytes(16).toString('base64url');
