import { retryDelay } from '../../shared/client/retry.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { EXPECTED_REFUSAL } from '../measure/meter.ts';
import { integerOf, textOf } from '../raw-client/json-scan.ts';
import { utf8 } from '../raw-client/socketio-client.ts';

/** What a player makes of a refused guess. */
export interface GuessRefusal {
  code: string;
  /** How long to wait before it is sent again, ms; `null`: the refusal stands. */
  waitMs: number | null;
  /** Whether it may be recorded all the same: `unavailable` leaves that open, `overloaded` does not. */
  mayBeRecorded: boolean;
}

/** Reads a refusal's JSON, as latin1. One that says when to ask again is not parsed as a whole: there may be many. */
export function readRefusal(answer: string): GuessRefusal {
  const code = textOf(answer, 'code') ?? 'unreadable';
  const ms = integerOf(answer, 'retryAfterMs');
  const waitMs = Number.isNaN(ms) ? retryDelay(JSON.parse(utf8(answer)) as Refusal) : ms;
  return { code, waitMs, mayBeRecorded: waitMs !== null && code !== EXPECTED_REFUSAL };
}
