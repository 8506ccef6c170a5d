import type { Commands } from '../../shared/commands.ts';
import type { Ack, Answers, CommandName, FoundEntry, RoomEvent, View } from '../../shared/messages.ts';
import { refuse } from '../../shared/refusal.ts';
import type { TransportListener } from '../../shared/client/transport.ts';
import type { PageTransport } from '../net/page-transport.ts';
import { GuessOutbox } from './guess-outbox.svelte.ts';
import { createJoinFlow, type JoinFlow, type RoomOrigin } from './join-flow.ts';
import { RoomUpdates } from './room-updates.ts';
import { RoomState } from './room.svelte.ts';
import type { ServerClock } from '../../shared/client/server-clock.ts';
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
  #updates: RoomUpdates;
  #ticker: ReturnType<typeof setInterval>;
  /** End of the game whose results were asked for already. */
  #askedForEndAt: number | null = null;
  #stopListening: () => void;

  constructor(origin: RoomOrigin, options: RoomSessionOptions) {
    const { transport, clock } = options;
    this.#options = options;
    this.room = new RoomState('roomId' in origin ? origin.roomId : null, clock.now());
    this.#joinFlow = createJoinFlow({
      transport,
      origin,
      seatedIn: () => options.seatedIn(),
      isSuperseded: () => this.room.isSuperseded,
      joined: (view, seq) => this.#joined(view, seq),
      refused: (refusal) => {
        this.room.refusal = refusal;
      },
    });
    this.#updates = new RoomUpdates({
      room: this.room,
      clock,
      sync: (roomId, since) => transport.send('sync', { roomId, since }),
      fetchFinds: (roomId) => options.fetchFinds(roomId),
      rejoin: (ms) => (ms === undefined ? this.join() : this.#joinFlow.joinIn(ms)),
      applied: (event) => this.#applied(event),
    });
    this.outbox = new GuessOutbox({
      storage: options.storage,
      key: 'roomId' in origin ? origin.roomId : origin.createId,
      newId: () => options.newId(),
      send: async (guess) => {
        const { roomId } = this.room;
        return roomId === null ? null : transport.send('guess', { roomId, ...guess });
      },
      answered: (guess, answer) => this.#updates.answered(guess, answer),
      refused: (guess, refusal) => this.room.showRefusal(guess, refusal, clock.now()),
      seatLost: () => this.join(),
    });
    this.#stopListening = transport.listen(this.#listener());
    this.#ticker = setInterval(() => this.#onTick(), TICK_MS);
    transport.open();
    this.join();
  }

  /** Joins now, if there is a connection; `as` asks for a role. */
  join(as?: 'player' | 'spectator'): void {
    this.#joinFlow.join(as);
  }

  /** Takes the seat on this connection, also after another tab had it. */
  playHere(): void {
    this.room.isSuperseded = false;
    this.join();
  }

  /** Reads the server's clock now: what somebody does at the very start must not wait for the next tick. */
  refreshClock(): void {
    this.room.now = this.#options.clock.now();
  }

  guess(text: string): void {
    const trimmed = text.trim();
    if (trimmed !== '') this.outbox.add(trimmed);
  }

  /** Sends a command of this room; a refusal becomes the room's notice. */
  async command<N extends Exclude<CommandName, 'create' | 'guess' | 'time'>>(
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
      this.#updates.replaceView(view, seq);
    }
    return answer;
  }

  /** Plays along or only watches; in the lobby a seat changes its role. */
  changeRole(as: 'player' | 'spectator'): void {
    void this.command('join', { as }).then((answer) => {
      if (answer.ok) this.#updates.replaceView(answer.view, answer.seq);
    });
  }

  /** The room is off the page; the seat stays. */
  stop(): void {
    this.#stopListening();
    this.outbox.stop();
    this.#joinFlow.stop();
    this.#updates.sequencer.stop();
    clearInterval(this.#ticker);
  }

  #listener(): TransportListener {
    const { room } = this;
    return {
      connected: () => this.#joinAgain(),
      welcome: () => this.#joinAgain(),
      disconnected: () => {
        room.isJoined = false;
        this.#joinFlow.connectionLost();
        this.outbox.close();
      },
      events: (roomId, events) => {
        if (roomId === room.roomId && !room.isSuperseded) this.#updates.sequencer.receive(events);
      },
      heartbeat: (roomId, seq) => {
        if (roomId === room.roomId) this.#updates.sequencer.heartbeat(seq);
      },
      superseded: (roomId) => {
        if (roomId !== room.roomId) return;
        room.isSuperseded = true;
        room.isJoined = false;
        this.outbox.close();
      },
    };
  }

  /** After a new connection; whom the host removed does not come back by itself. */
  #joinAgain(): void {
    if (this.room.refusal?.code !== 'banned') this.join();
  }

  #joined(view: View, seq: number): void {
    const { room } = this;
    room.refusal = null;
    if (room.roomId === null) {
      room.roomId = view.roomId;
      this.outbox.rename(view.roomId);
    }
    room.isJoined = true;
    this.#updates.joined(view, seq);
    this.outbox.open();
  }

  #applied(event: RoomEvent): void {
    // What was typed for the last game has nothing to do with the next.
    if (event.type === 'rematched') this.outbox.clear();
    if (event.type === 'kicked' && !this.room.isJoined) this.outbox.close();
  }

  #onTick(): void {
    this.refreshClock();
    const { view, now } = this.room;
    if (!view || view.results || view.endsAt === null || view.endsAt === this.#askedForEndAt) return;
    if (now < view.endsAt + OVERDUE_MS) return;
    this.#askedForEndAt = view.endsAt;
    this.join();
  }
}
