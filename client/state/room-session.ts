import { guessPayload } from '../../shared/client/guess-payload.ts';
import { createJoinFlow, type JoinFlow, type RoomTarget } from '../../shared/client/join-flow.ts';
import type { RoomCommand } from '../../shared/client/room-session.ts';
import type { ServerClock } from '../../shared/client/server-clock.ts';
import type { TransportListener } from '../../shared/client/transport.ts';
import { createViewReader, type ViewReader } from '../../shared/client/view-reader.ts';
import type { Commands } from '../../shared/commands.ts';
import type { Ack, Answers, FoundEntry, Role, RoomEvent, View } from '../../shared/messages.ts';
import { refuse } from '../../shared/refusal.ts';
import type { PageTransport } from '../net/page-transport.ts';
import { GuessOutbox } from './guess-outbox.svelte.ts';
import { RoomUpdates } from './room-updates.ts';
import { RoomState } from './room.svelte.ts';
import type { Storage } from './storage.ts';

export interface RoomSessionOptions {
  transport: PageTransport;
  clock: ServerClock;
  /** Survives a reload of this tab. */
  storage: Storage;
  newId(): string;
  /** Rooms in which this player holds a seat; null until the server said so. */
  seatedIn(): readonly string[] | null;
  /** All finds the caller may see (`GET /api/rooms/:roomId/found`); null when it did not work out. */
  fetchFinds(roomId: string): Promise<FoundEntry[] | null>;
  /** This room is about to be entered here: the browser's other tabs are told. */
  announce?(roomId: string): void;
}

/** How often the room's clock is refreshed, ms. */
const TICK_MS = 200;
/** After the clock ran out, how long the results may take before they are asked for, ms. */
const OVERDUE_MS = 1500;

/** The life of one room on the page: joined, kept up to date, joined again after a lost connection, left. */
export class RoomSession {
  readonly room: RoomState;
  readonly outbox: GuessOutbox;

  #options: RoomSessionOptions;
  #joinFlow: JoinFlow;
  #views: ViewReader;
  #updates: RoomUpdates;
  #ticker: ReturnType<typeof setInterval>;
  /** End of the game whose results were asked for already. */
  #askedForEndAt: number | null = null;
  #stopListening: () => void;
  /** What was sent while it was being typed, until it is answered. */
  #typed: { guessId: string; text: string } | null = null;

  constructor(target: RoomTarget, options: RoomSessionOptions) {
    const { transport, clock } = options;
    this.#options = options;
    this.room = new RoomState('roomId' in target ? target.roomId : null, clock.now());
    this.#joinFlow = createJoinFlow({
      transport,
      timers: globalThis,
      target,
      seatedIn: () => options.seatedIn(),
      entered: (view, seq) => this.#entered(view, seq),
      lost: (why) => {
        this.room.isJoined = false;
        if (why === 'superseded') this.room.isSuperseded = true;
        this.outbox.close();
      },
      refused: (refusal) => {
        this.room.refusal = refusal;
        this.room.isKicked = false;
        this.#unseat();
      },
    });
    this.#updates = new RoomUpdates({
      room: this.room,
      clock,
      sync: (roomId, since) => transport.send('sync', { roomId, since }),
      fetchFinds: (roomId) => options.fetchFinds(roomId),
      rejoin: (inMs) => this.#joinFlow.refresh(inMs),
      refresh: (inMs) => this.#views.refresh(inMs),
      applied: (event) => this.#applied(event),
    });
    this.#views = createViewReader({
      transport,
      timers: globalThis,
      seatedIn: () => (this.room.isJoined ? this.room.roomId : null),
      take: (view, seq) => this.#updates.adopt(view, seq),
      join: (inMs) => this.#joinFlow.refresh(inMs),
    });
    this.outbox = new GuessOutbox({
      storage: options.storage,
      key: 'roomId' in target ? target.roomId : target.createId,
      newId: () => options.newId(),
      now: () => clock.now(),
      send: async (guess) => {
        const { roomId } = this.room;
        return roomId === null ? null : transport.send('guess', guessPayload(transport, roomId, guess));
      },
      answered: (guess, answer) => this.#updates.answered(guess, answer),
      refused: (guess, refusal) => this.room.showRefusal(guess, refusal, clock.now()),
      unseated: () => this.#joinFlow.refresh(),
    });
    this.#stopListening = transport.listen(this.#listener());
    this.#ticker = setInterval(() => this.#onTick(), TICK_MS);
    transport.open();
    this.enter();
  }

  /** Takes the seat on this connection, also after another tab had it; `as` asks for another role. */
  enter(as?: Role): void {
    const { room } = this;
    room.isSuperseded = false;
    room.isInAnotherTab = false;
    if (room.roomId !== null) this.#options.announce?.(room.roomId);
    void this.#joinFlow.enter(as).then((answer) => {
      // Refused as a whole, it has a page of its own.
      if (answer) this.room.notice = answer.ok || this.room.refusal ? null : answer.message;
    });
  }

  /** Reads the server's clock now: what somebody does at the very start must not wait for the next tick. */
  refreshClock(): void {
    this.room.now = this.#options.clock.now();
  }

  guess(text: string): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    // Under the id of what was typed it cannot be credited twice.
    const guessId = this.#typed?.text === trimmed ? this.#typed.guessId : undefined;
    this.outbox.add(trimmed, this.room.view?.runId, guessId);
  }

  /** What stands in the field while nobody presses a key. Resolves with true when it was credited. */
  async typed(text: string): Promise<boolean> {
    const { transport } = this.#options;
    const { roomId, isJoined, view } = this.room;
    if (roomId === null || !isJoined || !transport.offers('typing') || this.#typed) return false;
    const guess = { guessId: this.#options.newId(), text: text.trim() };
    this.#typed = guess;
    const runId = view?.runId;
    const payload = guessPayload(transport, roomId, runId === undefined ? guess : { ...guess, runId });
    const answer = await transport.send('guess', { ...payload, typing: true });
    this.#typed = null;
    if (!answer?.ok || answer.outcome !== 'found') return false;
    this.#updates.answered(guess, answer);
    return true;
  }

  /** Sends a command of this room; a refusal becomes the room's notice. */
  async command<N extends RoomCommand>(
    name: N,
    payload: Omit<Commands[N], 'roomId'>,
  ): Promise<Ack<Answers[N]>> {
    const { roomId } = this.room;
    if (roomId === null) return refuse('no_such_room');
    const full = { ...payload, roomId } as Commands[N];
    const answer =
      (await this.#options.transport.send(name, full)) ?? refuse('unavailable', 'No answer yet: try again');
    this.room.notice = answer.ok ? null : answer.message;
    if (answer.ok && (name === 'configure' || name === 'rematch')) {
      const { view, seq } = answer as unknown as Answers['configure'];
      this.#updates.adopt(view, seq);
    }
    return answer;
  }

  /** The room is off the page; the seat stays. */
  stop(): void {
    this.#stopListening();
    this.outbox.stop();
    this.#joinFlow.stop();
    this.#views.stop();
    this.#updates.sequencer.stop();
    this.#options.transport.steer(null);
    clearInterval(this.#ticker);
  }

  #listener(): TransportListener {
    const { room } = this;
    return {
      events: (roomId, events) => {
        if (roomId === room.roomId && !room.isSuperseded) this.#updates.sequencer.receive(events);
      },
      heartbeat: (roomId, seq) => {
        if (roomId === room.roomId && room.isJoined) this.#updates.sequencer.heartbeat(seq);
      },
    };
  }

  #entered(view: View, seq: number): void {
    const { room } = this;
    room.refusal = null;
    room.isKicked = false;
    if (room.roomId === null) {
      room.roomId = view.roomId;
      this.outbox.rename(view.roomId);
    }
    room.isJoined = true;
    this.#options.transport.steer(view.roomId);
    this.#updates.joined(view, seq);
    this.outbox.open();
  }

  /** Nobody waits for guesses that cannot be taken. */
  #unseat(): void {
    this.room.isJoined = false;
    this.outbox.close();
    this.outbox.clear();
  }

  #applied(event: RoomEvent): void {
    // What was typed for the last game has nothing to do with the next.
    if (event.type === 'rematched') this.outbox.clear();
    const isGone = event.type === 'kicked' || event.type === 'left';
    if (!isGone || event.playerId !== this.room.view?.you.playerId) return;
    this.#joinFlow.hold();
    this.#unseat();
  }

  #onTick(): void {
    this.refreshClock();
    const { view, now } = this.room;
    if (!view || view.results || view.endsAt === null || view.endsAt === this.#askedForEndAt) return;
    if (now < view.endsAt + OVERDUE_MS) return;
    this.#askedForEndAt = view.endsAt;
    this.#views.refresh();
  }
}
