import type { View } from '../../shared/messages.ts';
import type { Refusal } from '../../shared/refusal.ts';
import type { SettingsInput } from '../../shared/settings.ts';
import { isTemporary } from './temporary-refusal.ts';
import { createTimer } from './timer.ts';
import type { PageTransport } from '../net/page-transport.ts';

/** A room to be joined, or to be made: `createId` makes asking twice the same as asking once. */
export type RoomOrigin =
  { roomId: string; as?: 'player' | 'spectator' } | { createId: string; settings: SettingsInput };

export interface JoinFlowOptions {
  transport: PageTransport;
  origin: RoomOrigin;
  /** Rooms in which this player holds a seat; null until the server said so. */
  seatedIn(): readonly string[] | null;
  /** Whether the seat belongs to another tab now. */
  isSuperseded(): boolean;
  joined(view: View, seq: number): void;
  refused(refusal: Refusal): void;
}

/** Between two attempts that were not answered, ms. */
const RETRY_MS = 1500;

/** The way into a room: creates or joins it, as often as it takes. */
export interface JoinFlow {
  /** Joins now, if there is a connection and no attempt is on its way. `as` asks for another role than before. */
  join(as?: 'player' | 'spectator'): void;
  /** Joins in a moment. */
  joinIn(ms: number): void;
  /** The connection is gone: what was on its way counts for nothing. */
  connectionLost(): void;
  stop(): void;
}

export function createJoinFlow(options: JoinFlowOptions): JoinFlow {
  const { transport, origin } = options;
  let roomId = 'roomId' in origin ? origin.roomId : null;
  /** Asked for once, afterwards the seat's own role stands. */
  let role = 'roomId' in origin ? origin.as : undefined;
  let attempt = 0;
  let isTrying = false;
  const retry = createTimer(() => join());

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
    // The connection broke and another attempt is on its way, or the room is off the page.
    if (own !== attempt) return;
    isTrying = false;
    if (options.isSuperseded()) return;
    if (answer === null) retry.start(RETRY_MS);
    else if (answer.ok) {
      roomId = answer.view.roomId;
      role = undefined;
      transport.steer(roomId);
      options.joined(answer.view, answer.seq);
    } else if (isTemporary(answer.code)) retry.start(answer.retryAfterMs ?? RETRY_MS);
    else options.refused(answer);
  }

  function join(as?: 'player' | 'spectator'): void {
    role = as ?? role;
    if (isTrying || options.isSuperseded() || !transport.connected) return;
    if (role !== undefined && options.seatedIn() === null) return;
    void attemptOnce();
  }

  return {
    join,
    joinIn: (ms) => retry.start(ms),
    connectionLost() {
      attempt += 1;
      isTrying = false;
    },
    stop() {
      attempt += 1;
      retry.stop();
      transport.steer(null);
    },
  };
}
