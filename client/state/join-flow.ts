import type { View } from '../../shared/messages.ts';
import type { Refusal } from '../../shared/refusal.ts';
import type { SettingsInput } from '../../shared/settings.ts';
import { createTimer } from './timer.ts';
import type { Transport } from '../net/transport.ts';

/** A room to be joined, or to be made: `createId` makes asking twice the same as asking once. */
export type RoomOrigin =
  { roomId: string; as?: 'player' | 'spectator' } | { createId: string; settings: SettingsInput };

export interface EntryOptions {
  transport: Transport;
  origin: RoomOrigin;
  /** Rooms in which this player holds a seat; null until the server said so. */
  seatedIn(): readonly string[] | null;
  /** Whether the seat belongs to another tab now. */
  isSuperseded(): boolean;
  entered(view: View, seq: number): void;
  refused(refusal: Refusal): void;
}

/** Between two attempts that were not answered, ms. */
const AGAIN_MS = 1500;
/** Refusals that pass. */
const PASSING = ['unavailable', 'rate_limited', 'draining'];

/** The way into a room: creates or joins it, as often as it takes. */
export interface Entry {
  /** Joins now, if the line is up and no attempt is on its way. `as` asks for another role than before. */
  enter(as?: 'player' | 'spectator'): void;
  /** Joins in a moment. */
  enterIn(ms: number): void;
  /** The line is gone: what was on its way counts for nothing. */
  lost(): void;
  stop(): void;
}

export function createEntry(options: EntryOptions): Entry {
  const { transport, origin } = options;
  let roomId = 'roomId' in origin ? origin.roomId : null;
  /** Asked for once, afterwards the seat's own role stands. */
  let role = 'roomId' in origin ? origin.as : undefined;
  let attempt = 0;
  let isTrying = false;
  const again = createTimer(() => enter());

  const send = () =>
    roomId === null && 'createId' in origin
      ? transport.send('create', { createId: origin.createId, settings: origin.settings })
      : transport.send('join', joinPayload(roomId ?? ''));

  function joinPayload(id: string): { roomId: string; as?: 'player' | 'spectator' } {
    // Who holds a seat resumes it, whatever role the address asks for.
    return role === undefined || options.seatedIn()?.includes(id) ? { roomId: id } : { roomId: id, as: role };
  }

  async function attemptOnce(): Promise<void> {
    attempt += 1;
    const own = attempt;
    isTrying = true;
    const answer = await send();
    // The line broke and another attempt is on its way, or the room is off the page.
    if (own !== attempt) return;
    isTrying = false;
    if (options.isSuperseded()) return;
    if (answer === null) again.start(AGAIN_MS);
    else if (answer.ok) {
      roomId = answer.view.roomId;
      role = undefined;
      transport.steer(roomId);
      options.entered(answer.view, answer.seq);
    } else if (PASSING.includes(answer.code)) again.start(answer.retryAfterMs ?? AGAIN_MS);
    else options.refused(answer);
  }

  function enter(as?: 'player' | 'spectator'): void {
    role = as ?? role;
    if (isTrying || options.isSuperseded() || !transport.connected) return;
    if (role !== undefined && options.seatedIn() === null) return;
    void attemptOnce();
  }

  return {
    enter,
    enterIn: (ms) => again.start(ms),
    lost() {
      attempt += 1;
      isTrying = false;
    },
    stop() {
      attempt += 1;
      again.stop();
      transport.steer(null);
    },
  };
}
