import type { Commands } from '../commands.ts';
import type { Ack, Answers, CommandName, GuessAnswer, Role, RoomEvent, View } from '../messages.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { applyEvent } from '../room/apply.ts';
import { guessPayload } from './guess-payload.ts';
import { createJoinFlow, type JoinAnswer, type RoomTarget } from './join-flow.ts';
import { createListeners } from './listeners.ts';
import { createOutbox, type PendingGuess } from './outbox.ts';
import { retryUntilAccepted } from './retry.ts';
import { createSequencer } from './sequencer.ts';
import type { ServerClock } from './server-clock.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';
import { createViewReader } from './view-reader.ts';

export interface RoomSessionOptions {
  transport: Transport;
  timers: Timers;
  clock: ServerClock;
  /** A new random id for each guess, at most 64 characters. */
  newId(): string;
  target: RoomTarget;
  seatedIn?(): readonly string[] | null;
}

/** `away`: not connected, or not joined yet. `superseded`: the same player plays on another connection. */
export type SeatStatus = 'away' | 'seated' | 'superseded' | 'refused';

/** Commands of a room that a session does not send by itself. */
export type RoomCommand = Exclude<CommandName, 'create' | 'join' | 'guess' | 'sync' | 'view' | 'time'>;

/** Told after each change: of the view, by this event (`null`: a whole view was taken over), or of the seat. */
export type SessionListener = (session: RoomSession, event: RoomEvent | null) => void;

/** One room as its player sees it, kept current through lost, late and repeated messages and through reconnections. */
export interface RoomSession {
  /** Null until a room that is being made has its id. */
  readonly roomId: string | null;
  readonly view: View | null;
  /** Every event up to this `seq` is in the view; below 0 before the first view. */
  readonly watermark: number;
  readonly status: SeatStatus;
  /** Why the seat was refused last; null while it is held. */
  readonly refusal: Refusal | null;
  /** Guesses without an answer yet, oldest first. */
  readonly pending: readonly PendingGuess[];
  /** Takes the seat, also after another connection had it. `null`: it was stopped or superseded before there was an answer. */
  enter(as?: Role): Promise<JoinAnswer | null>;
  /**
   * Sends a guess until it is answered, through any number of reconnections. `null`: it was dropped, because the session
   * was stopped or a new game began.
   */
  guess(text: string, guessId?: string): Promise<Ack<GuessAnswer> | null>;
  /** Sends a command until it is accepted or refused for good; `null` once the session was stopped. */
  command<Name extends RoomCommand>(
    name: Name,
    payload: Omit<Commands[Name], 'roomId'>,
  ): Promise<Ack<Answers[Name]> | null>;
  onChange(listener: SessionListener): () => void;
  stop(): void;
}

/** What some events leave out (totals of another quiz, what was hidden) is fetched after this, once for a burst, ms. */
const REFRESH_MS = 200;

/** Whether the same room is in a later game. Servers that do not tell runs apart tell when games start. */
const isAnotherGame = (before: View, now: View): boolean =>
  before.runId !== undefined && now.runId !== undefined
    ? before.runId !== now.runId
    : before.startsAt !== null && before.startsAt !== now.startsAt;

type Waiting = PendingGuess & { resolve(answer: Ack<GuessAnswer> | null): void };

export function createRoomSession(options: RoomSessionOptions): RoomSession {
  const { transport, timers, clock, target } = options;
  const listeners = createListeners<SessionListener>();
  let roomId = 'roomId' in target ? target.roomId : null;
  let view: View | null = null;
  let status: SeatStatus = 'away';
  let refusal: Refusal | null = null;
  let isStopped = false;

  const sequencer = createSequencer({
    timers,
    apply,
    sync: async (since) => (roomId === null ? null : transport.send('sync', { roomId, since })),
    replaced: (next, seq) => void sequencer.adopt(seq, () => replace(next)),
    refetch: () => views.refresh(),
  });

  const outbox = createOutbox<Waiting>({
    timers,
    send: async (guess) =>
      roomId === null ? null : transport.send('guess', guessPayload(transport, roomId, guess)),
    answered(guess, answer) {
      const { outcome, cities, score, seq } = answer;
      // The event of one's own find never comes: the acknowledgement stands for it, in its place in the order.
      if (outcome === 'found' && score && seq !== undefined && view)
        sequencer.receive([
          { type: 'found', seq, at: clock.now(), playerId: view.you.playerId, cities, score },
        ]);
      guess.resolve({ ok: true, ...answer });
    },
    refused: (guess, why) => guess.resolve(why),
    unseated: () => flow.refresh(),
  });

  const flow = createJoinFlow({
    transport,
    timers,
    target,
    seatedIn: () => (options.seatedIn ? options.seatedIn() : []),
    entered(next, seq) {
      roomId = next.roomId;
      if (!sequencer.adoptJoined(seq, () => replace(next))) flow.refresh(REFRESH_MS);
      setStatus('seated');
      outbox.open();
    },
    lost(why) {
      outbox.close();
      if (status === 'seated' || why === 'superseded') setStatus(why === 'superseded' ? why : 'away');
    },
    refused: (why) => unseat(why),
  });

  const views = createViewReader({
    transport,
    timers,
    seatedIn: () => (status === 'seated' ? roomId : null),
    take: (next, seq) => sequencer.adopt(seq, () => replace(next)),
    join: (inMs) => flow.refresh(inMs),
  });

  const stopListening = transport.listen({
    events: (id, events) => {
      if (id === roomId && status !== 'superseded') sequencer.receive(events);
    },
    heartbeat: (id, seq) => {
      if (id === roomId && status === 'seated') sequencer.heartbeat(seq);
    },
  });

  function setStatus(next: SeatStatus, why: Refusal | null = null): void {
    status = next;
    refusal = why;
    listeners.tell((listener) => listener(session, null));
  }

  /** Nobody waits for guesses that cannot be taken. */
  function drop(answer: Refusal | null): void {
    for (const guess of outbox.clear()) guess.resolve(answer);
  }

  function unseat(why: Refusal): void {
    outbox.close();
    drop(why);
    setStatus('refused', why);
  }

  function replace(next: View): void {
    // What was guessed in the game before has nothing to do with this one.
    if (view && isAnotherGame(view, next)) drop(null);
    view = next;
    listeners.tell((listener) => listener(session, null));
  }

  function apply(event: RoomEvent): void {
    if (!view) return;
    view = applyEvent(view, event);
    if (event.type === 'rematched') drop(null);
    if (event.type === 'rematched' || event.type === 'configured' || event.type === 'ended')
      views.refresh(REFRESH_MS);
    const isGone = event.type === 'kicked' || event.type === 'left';
    if (isGone && event.playerId === view.you.playerId) {
      flow.hold();
      unseat(refuse('not_seated'));
    }
    listeners.tell((listener) => listener(session, event));
  }

  const session: RoomSession = {
    get roomId() {
      return roomId;
    },
    get view() {
      return view;
    },
    get watermark() {
      return sequencer.watermark;
    },
    get status() {
      return status;
    },
    get refusal() {
      return refusal;
    },
    get pending() {
      return outbox.pending;
    },
    enter: (as) => flow.enter(as),
    guess: (text, guessId = options.newId()) =>
      new Promise((resolve) => {
        const runId = view?.runId;
        outbox.add({ guessId, text, resolve, ...(runId === undefined ? {} : { runId }) });
      }),
    async command(name, payload) {
      const answer = await retryUntilAccepted(
        async () =>
          roomId === null ? null : transport.send(name, { ...payload, roomId } as Commands[typeof name]),
        { timers, keepTrying: () => !isStopped },
      );
      if (answer?.ok && 'view' in answer) {
        const { view: next, seq } = answer as unknown as Answers['join'];
        sequencer.adopt(seq, () => replace(next));
      }
      return answer;
    },
    onChange: listeners.add,
    stop() {
      isStopped = true;
      stopListening();
      flow.stop();
      views.stop();
      sequencer.stop();
      outbox.stop();
      drop(null);
    },
  };
  return session;
}
