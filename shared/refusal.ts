/** Every refusal a command can be answered with, and its default message: short facts (docs/protocol.md). */
export const REFUSALS = {
  bad_payload: 'The message does not have the shape of this command',
  unknown_command: 'There is no such command',
  no_such_room: 'There is no such room, or you are not in it',
  no_such_quiz: 'There is no quiz of that name',
  room_full: 'The room is full',
  room_locked: 'The room is locked',
  banned: 'The host has banned you from this room',
  not_seated: 'You are not playing in this room',
  not_host: 'Only the host can do that',
  wrong_phase: 'That is not possible at this moment of the game',
  rate_limited: 'Too fast: one moment',
  overloaded: 'Too much at once; ask again in a moment',
  name_rejected: 'That name cannot be used here',
  unavailable: 'The game cannot be saved right now; ask again',
  draining: 'This server is going away; connect again',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  ok: false;
  code: RefusalCode;
  message: string;
  retryAfterMs?: number;
}

export function refuse(code: RefusalCode, message: string = REFUSALS[code], retryAfterMs?: number): Refusal {
  return retryAfterMs === undefined
    ? { ok: false, code, message }
    : { ok: false, code, message, retryAfterMs };
}

/** Codes with which a handshake is refused (`connect_error`, `err.data`). */
export type HandshakeRefusalCode = 'bad_origin' | 'rate_limited' | 'overloaded' | 'draining' | 'unavailable';
