import type { Ack, Answers, Role, View } from '../messages.ts';
import type { Refusal } from '../refusal.ts';
import type { SettingsInput } from '../settings.ts';
import { retryDelay } from './retry.ts';
import { createTimer, type Timers } from './timers.ts';
import type { Transport } from './transport.ts';

/** A room to be joined, or to be made: `createId` makes asking twice the same as asking once. */
export type RoomTarget = { roomId: string; as?: Role } | { createId: string; settings: SettingsInput };

export type JoinAnswer = Ack<Answers['join']>;

export interface JoinFlowOptions {
  transport: Transport;
  timers: Timers;
  target: RoomTarget;
  /** Rooms in which this player holds a seat (`welcome.rooms`): it is resumed in its own role. `null`: not known yet, wait. */
  seatedIn?(): readonly string[] | null;
  entered(view: View, seq: number): void;
  /** The seat is not held on this connection any more. */
  lost(why: 'disconnected' | 'superseded'): void;
  /** Refused for good. Another role that was refused to a held seat is no such refusal: whoever asked is answered. */
  refused(refusal: Refusal): void;
}

/** The way into a room: creates or joins it, as often as it takes, and again after every reconnection. */
export interface JoinFlow {
  /**
   * Takes the seat, also after another connection had it; `as` asks for another role, also for a seat that is held, which
   * stays as it is when that is refused. Resolves with the answer that stands, or with `null` when the flow was held or
   * stopped before there was one.
   */
  enter(as?: Role): Promise<JoinAnswer | null>;
  /** Joins again, after `inMs`, unless the flow is held. */
  refresh(inMs?: number): void;
  /** Does not join by itself any more, until `enter`: the seat is somebody else's now, or gone. */
  hold(): void;
  stop(): void;
}

/** Between two attempts that were not answered, ms. */
const AGAIN_MS = 1500;

export function createJoinFlow(options: JoinFlowOptions): JoinFlow {
  const { transport, target } = options;
  let roomId = 'roomId' in target ? target.roomId : null;
  /** Asked for until it was accepted once; afterwards the seat's own role stands. */
  let role = 'roomId' in target ? target.as : undefined;
  /** Somebody asked for this role just now: it holds for a seat that is held already as well. */
  let isChosen = false;
  /** The room was entered, and no join was refused since. */
  let hasEntered = false;
  let isHeld = true;
  let attempt = 0;
  let isTrying = false;
  const waiting: ((answer: JoinAnswer | null) => void)[] = [];
  const again = createTimer(options.timers, () => void attemptOnce());

  const stopListening = transport.listen({
    connected: () => void attemptOnce(),
    // Before it, nobody knew which seats are held.
    welcome: () => void attemptOnce(),
    disconnected() {
      // What was on its way counts for nothing.
      attempt += 1;
      isTrying = false;
      options.lost('disconnected');
    },
    superseded(id) {
      if (id !== roomId) return;
      hold();
      options.lost('superseded');
    },
  });

  function send(): Promise<JoinAnswer | null> {
    if (roomId === null && 'createId' in target) return transport.send('create', target);
    const id = roomId ?? '';
    const resumes = !isChosen && options.seatedIn?.()?.includes(id) === true;
    return transport.send('join', resumes || role === undefined ? { roomId: id } : { roomId: id, as: role });
  }

  async function attemptOnce(): Promise<void> {
    if (isHeld || isTrying || !transport.connected) return;
    if (role !== undefined && !isChosen && options.seatedIn?.() === null) return;
    attempt += 1;
    const own = attempt;
    const asked = role;
    isTrying = true;
    const answer = await send();
    // The connection broke and another attempt is on its way, or nobody wants it any more.
    if (own !== attempt) return;
    isTrying = false;
    const waitMs = retryDelay(answer, AGAIN_MS);
    if (answer === null || waitMs !== null) again.start(waitMs ?? AGAIN_MS);
    else if (!answer.ok && hasEntered && asked !== undefined) {
      settle(answer);
      if (role === asked) forgetRole();
      // Whether the seat itself still stands, only a join without a role says.
      return attemptOnce();
    } else if (!answer.ok) {
      hasEntered = false;
      isHeld = answer.code === 'banned';
      options.refused(answer);
      settle(answer);
    } else {
      roomId = answer.view.roomId;
      hasEntered = true;
      options.entered(answer.view, answer.seq);
      // Another role was asked for in the meantime.
      if (role !== asked) return attemptOnce();
      forgetRole();
      settle(answer);
    }
  }

  function forgetRole(): void {
    role = undefined;
    isChosen = false;
  }

  function settle(answer: JoinAnswer | null): void {
    for (const resolve of waiting.splice(0)) resolve(answer);
  }

  function hold(): void {
    isHeld = true;
    attempt += 1;
    isTrying = false;
    again.stop();
    settle(null);
  }

  return {
    enter(as) {
      isHeld = false;
      role = as ?? role;
      isChosen ||= as !== undefined;
      const answer = new Promise<JoinAnswer | null>((resolve) => waiting.push(resolve));
      void attemptOnce();
      return answer;
    },
    refresh(inMs) {
      if (inMs === undefined) void attemptOnce();
      else again.start(inMs);
    },
    hold,
    stop() {
      hold();
      stopListening();
    },
  };
}
