import type { Commands } from '../../shared/commands.ts';
import type {
  Ack,
  Answers,
  City,
  CommandName,
  FoundEntry,
  GuessAnswer,
  Phase,
  Player,
  RoomEvent,
  View,
} from '../../shared/messages.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { refuse } from '../../shared/refusal.ts';
import { applyEvent } from '../../shared/room/apply.ts';
import type { Storage } from './storage.ts';
import type { Answer } from './answer.ts';
import type { ServerClock } from './server-clock.ts';
import { createEntry, type Entry, type RoomOrigin } from './join-flow.ts';
import { Emotes } from './emotes.svelte.ts';
import { createFeed, type Feed } from './event-sequencer.ts';
import { Finds } from './finds.svelte.ts';
import { Outbox, type Pending } from './guess-outbox.svelte.ts';
import { isOurs, phaseAt } from './phase.ts';
import { createTimer } from './timer.ts';
import type { Transport } from '../net/transport.ts';

export interface RoomOptions {
  transport: Transport;
  clock: ServerClock;
  /** Survives a reload of this tab. */
  storage: Storage;
  newId(): string;
  /** Rooms in which this player holds a seat; null until the server said so. */
  seatedIn(): readonly string[] | null;
  /** All finds the caller may see (`GET /api/rooms/:roomId/found`); null when it did not work out. */
  fetchFinds(roomId: string): Promise<FoundEntry[] | null>;
}

/** After the clock ran out, how long the results may take before they are asked for, ms. */
const OVERDUE_MS = 1500;

/** Settings change in bursts, while a host tries them out, ms. */
const REFRESH_MS = 200;

/** One room as this player sees it, alone or with others; everything on the page is derived from it. */
export class RoomState {
  /** Null until a room that is being made has its id. */
  roomId: string | null = $state(null);
  view: View | null = $state.raw(null);
  finds = new Finds();
  outbox: Outbox;
  answer: Answer | null = $state.raw(null);
  /** Finds of the latest answer or event, for the pulse on the map. */
  justFound: readonly number[] = $state.raw([]);
  /** The seat is held on this connection. */
  isJoined = $state(false);
  /** The same player plays on in another tab. */
  isSuperseded = $state(false);
  /** Why the room cannot be entered. */
  refusal: Refusal | null = $state.raw(null);
  /** What the last refused command said. */
  notice: string | null = $state(null);
  emotes = new Emotes();
  /** The narrowest miss of this game. */
  closest: City | null = $state.raw(null);
  /** Players who said they are done. */
  doneIds: readonly string[] = $state.raw([]);
  /** The server's time, kept while something depends on it. */
  now = $state(0);

  #options: RoomOptions;
  #entry: Entry;
  #feed: Feed;
  #refresh = createTimer(() => this.enter());
  #tick: ReturnType<typeof setInterval>;
  /** Joins in a row that were answered with less than what is known. */
  #behind = 0;
  #overdueAsked = false;
  #stopListening: () => void;

  constructor(origin: RoomOrigin, options: RoomOptions) {
    this.#options = options;
    this.roomId = 'roomId' in origin ? origin.roomId : null;
    this.now = options.clock.now();
    this.#entry = createEntry({
      transport: options.transport,
      origin,
      seatedIn: () => options.seatedIn(),
      isSuperseded: () => this.isSuperseded,
      entered: (view, seq) => this.#entered(view, seq),
      refused: (refusal) => {
        this.refusal = refusal;
      },
    });
    this.#feed = createFeed({
      apply: (event) => this.#apply(event),
      sync: async (since) =>
        this.roomId === null || this.isSuperseded
          ? null
          : options.transport.send('sync', { roomId: this.roomId, since }),
      adopt: (view, seq) => this.#adopt(view, seq),
      rejoin: () => this.enter(),
    });
    this.outbox = new Outbox({
      storage: options.storage,
      key: 'roomId' in origin ? origin.roomId : origin.createId,
      newId: () => options.newId(),
      send: (guess) => this.#sendGuess(guess),
      answered: (guess, answer) => this.#answered(guess, answer),
      refused: (guess, refusal) => {
        this.answer = {
          kind: 'refused',
          id: guess.guessId,
          text: guess.text,
          refusal,
          at: options.clock.now(),
        };
      },
      strange: () => this.enter(),
    });
    this.#stopListening = options.transport.listen({
      connected: () => this.#enterAgain(),
      welcome: () => this.#enterAgain(),
      disconnected: () => {
        this.isJoined = false;
        this.#entry.lost();
        this.outbox.shut();
      },
      events: (roomId, events) => {
        if (roomId === this.roomId && !this.isSuperseded) this.#feed.receive(events);
      },
      heartbeat: (roomId, seq) => {
        if (roomId === this.roomId) this.#feed.heartbeat(seq);
      },
      superseded: (roomId) => {
        if (roomId !== this.roomId) return;
        this.isSuperseded = true;
        this.isJoined = false;
        this.outbox.shut();
      },
    });
    this.#tick = setInterval(() => this.#onTick(), 200);
    options.transport.open();
    this.enter();
  }

  get you(): Player | undefined {
    return this.view?.players.find(({ id }) => id === this.view?.you.playerId);
  }

  get isHost(): boolean {
    return this.view !== null && this.view.hostId === this.view.you.playerId;
  }

  get isDone(): boolean {
    return this.view !== null && this.doneIds.includes(this.view.you.playerId);
  }

  get phase(): Phase | null {
    return this.view && phaseAt(this.view, this.now);
  }

  /** Whether a player's finds count for this player's side. */
  isOurs(playerId: string): boolean {
    return this.view !== null && isOurs(this.view, playerId);
  }

  /** Looks at the clock now: what somebody does at the very start must not wait for the next tick. */
  look(): void {
    this.now = this.#options.clock.now();
  }

  guess(text: string): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    this.outbox.add(trimmed);
  }

  /** Takes the seat on this connection, also after another tab had it. */
  playHere(): void {
    this.isSuperseded = false;
    this.enter();
  }

  /** Sends a command of this room; a refusal becomes the notice. */
  async command<N extends Exclude<CommandName, 'create' | 'guess' | 'time'>>(
    name: N,
    payload: Omit<Commands[N], 'roomId'>,
  ): Promise<Ack<Answers[N]>> {
    if (this.roomId === null) return refuse('no_such_room');
    const full = { ...payload, roomId: this.roomId } as Commands[N];
    const answer =
      (await this.#options.transport.send(name, full)) ?? refuse('unavailable', 'No answer yet: try again');
    this.notice = answer.ok ? null : answer.message;
    if (answer.ok && (name === 'configure' || name === 'rematch')) {
      const { view, seq } = answer as unknown as Answers['configure'];
      this.#adopt(view, seq);
    }
    return answer;
  }

  /** Plays along or only watches; in the lobby a seat changes its role. */
  changeRole(as: 'player' | 'spectator'): void {
    void this.command('join', { as }).then((answer) => {
      if (answer.ok) this.#adopt(answer.view, answer.seq);
    });
  }

  stop(): void {
    this.#stopListening();
    this.outbox.stop();
    for (const part of [this.#entry, this.#feed, this.#refresh]) part.stop();
    clearInterval(this.#tick);
  }

  /** Takes the seat, as often as it takes; `as` asks for a role. */
  enter(as?: 'player' | 'spectator'): void {
    this.#entry.enter(as);
  }

  /** After a new connection; whom the host removed does not come back by itself. */
  #enterAgain(): void {
    if (this.refusal?.code !== 'banned') this.enter();
  }

  #entered(view: View, seq: number): void {
    this.refusal = null;
    if (this.roomId === null) {
      this.roomId = view.roomId;
      this.outbox.rename(view.roomId);
    }
    this.isJoined = true;
    this.#settle(view, seq);
    this.outbox.open();
  }

  /**
   * A join is answered with the room as it stands. Less than what is known is an answer that was overtaken on its way,
   * once; again, it is a store that lost its last moments, and what it says holds.
   */
  #settle(view: View, seq: number): void {
    if (this.#feed.isNews(seq)) this.#behind = 0;
    else if (this.#behind === 0) {
      this.#behind = 1;
      this.#entry.enterIn(REFRESH_MS);
      return;
    } else {
      this.#behind = 0;
      this.#feed.restart();
      this.#newGame();
    }
    this.#adopt(view, seq);
  }

  /** Takes over a whole view, unless what is known is newer. */
  #adopt(view: View, seq: number): void {
    if (!this.#feed.isNews(seq)) return;
    if (this.view?.startsAt !== view.startsAt) this.#newGame();
    const next = this.#feed.reset(seq);
    this.look();
    this.view = view;
    this.finds.merge([...view.found].reverse());
    for (const event of next) this.#apply(event);
    if (this.finds.list.length < view.foundCount) void this.#fetchFinds();
  }

  #newGame(): void {
    this.answer = null;
    this.finds.clear();
    this.justFound = [];
    this.closest = null;
    this.doneIds = [];
    this.#overdueAsked = false;
  }

  async #fetchFinds(): Promise<void> {
    const { roomId, view } = this;
    if (roomId === null) return;
    const finds = await this.#options.fetchFinds(roomId);
    // Another game may have begun while they were on their way.
    if (finds && this.view?.startsAt === view?.startsAt) this.finds.merge(finds);
  }

  async #sendGuess(guess: Pending): Promise<Ack<GuessAnswer> | null> {
    if (this.roomId === null) return null;
    return this.#options.transport.send('guess', { roomId: this.roomId, ...guess });
  }

  #answered(guess: Pending, answer: GuessAnswer): void {
    const at = this.#options.clock.now();
    const { view } = this;
    if (answer.outcome === 'found' && view) {
      const playerId = view.you.playerId;
      this.#show(answer.cities.map((city) => ({ playerId, city, at })));
      // The event of one's own find never comes: the acknowledgement stands for it, in its place in the order.
      if (answer.seq !== undefined && answer.score)
        this.#feed.receive([
          { type: 'found', seq: answer.seq, at, playerId, cities: answer.cities, score: answer.score },
        ]);
    }
    if (answer.outcome === 'taken') {
      const [city] = answer.cities;
      if (city && (city.byMs ?? Infinity) < (this.closest?.byMs ?? Infinity)) this.closest = city;
    }
    this.answer = { kind: 'answer', id: guess.guessId, text: guess.text, answer, at };
  }

  #show(finds: FoundEntry[]): void {
    const fresh = this.finds.add(finds);
    if (fresh.length > 0) this.justFound = fresh.map(({ city }) => city.id);
  }

  #apply(event: RoomEvent): void {
    if (!this.view) return;
    this.view = applyEvent(this.view, event);
    switch (event.type) {
      case 'found': {
        const { playerId, at } = event;
        this.#show(event.cities.map((city) => ({ playerId, city, at })));
        break;
      }
      case 'started':
      case 'rematched':
        this.#newGame();
        if (event.type === 'rematched') {
          this.outbox.clear();
          this.#refresh.start(REFRESH_MS);
        }
        break;
      case 'finished':
        if (!this.doneIds.includes(event.playerId)) this.doneIds = [...this.doneIds, event.playerId];
        break;
      case 'emoted':
        this.emotes.show(event.playerId, event.emote);
        break;
      case 'ended':
        // Everything may be seen now, also what others named in a race.
        this.enter();
        break;
      case 'configured':
        // Other settings mean other totals, teams and marks, which the event does not carry: the whole view does.
        this.#refresh.start(REFRESH_MS);
        break;
      case 'kicked':
        if (event.playerId === this.view.you.playerId) {
          this.isJoined = false;
          this.outbox.shut();
          this.refusal = refuse('banned', 'The host removed you from this room');
        }
        break;
      case 'joined':
      case 'left':
      case 'online':
      case 'offline':
      case 'renamed':
      case 'readied':
      case 'teamed':
      case 'hosted':
      case 'scored':
        break;
    }
  }

  #onTick(): void {
    this.look();
    const { view } = this;
    if (!view || view.results || view.endsAt === null || this.#overdueAsked) return;
    if (this.now < view.endsAt + OVERDUE_MS) return;
    this.#overdueAsked = true;
    this.enter();
  }
}
