import type { RoomTarget } from '../../shared/client/join-flow.ts';
import { createServerClock, type ServerClock } from '../../shared/client/server-clock.ts';
import { findsOf, type FoundColumns } from '../../shared/found-columns.ts';
import type { FoundEntry } from '../../shared/messages.ts';
import type { SettingsInput } from '../../shared/settings.ts';
import type { Api, Fetched } from '../net/api.ts';
import { ConnectionStatus } from '../net/connection-status.svelte.ts';
import { createFetchApi } from '../net/fetch-api.ts';
import { createLazyTransport } from '../net/lazy-transport.ts';
import { withLiveness } from '../net/liveness.ts';
import type { PageTransport } from '../net/page-transport.ts';
import { Atlas } from '../state/atlas.svelte.ts';
import { Catalogue } from '../state/catalogue.svelte.ts';
import type { Draft } from '../state/draft.ts';
import { Games } from '../state/games.svelte.ts';
import { Preferences } from '../state/preferences.svelte.ts';
import { RoomSession } from '../state/room-session.ts';
import { createStorage, type Storage } from '../state/storage.ts';

import { newId } from './new-id.ts';
import { Router } from './router.svelte.ts';

/** What `/play/new` is waiting for: kept for the tab, so that a reload asks for the same room. */
interface Opening {
  createId: string;
  settings: SettingsInput;
}

const OPENING = 'opening';

/** Everything the page is made of, built once in `main.ts` and handed down by context. */
export class App {
  readonly router: Router;
  readonly api: Api;
  readonly transport: PageTransport;
  readonly clock: ServerClock;
  readonly connection: ConnectionStatus;
  readonly catalogue: Catalogue;
  readonly games: Games;
  readonly atlas: Atlas;
  readonly preferences: Preferences;
  /** What is being typed, from field to field. */
  readonly draft: Draft;
  /** The room on the page; at most one. */
  roomSession: RoomSession | null = $state.raw(null);
  /** The room that one just came from. */
  leftId: string | null = $state(null);
  /** This player's name, once known. */
  name: string | null = $state(null);

  #tab: Storage;
  /** Tells the browser's other tabs which room is entered here. */
  #tabs: BroadcastChannel | null;
  #session: Promise<void> | null = null;

  constructor(window: Window & typeof globalThis, draft: Draft) {
    this.draft = draft;
    const local = createStorage(() => window.localStorage);
    this.#tab = createStorage(() => window.sessionStorage);
    this.api = createFetchApi(window.fetch.bind(window));
    this.router = new Router(window);
    this.catalogue = new Catalogue(this.api);
    this.games = new Games(local, Date.now());
    this.atlas = new Atlas(local);
    this.preferences = new Preferences(local, window.document.documentElement);
    // Monotonic, and not far off before the server was asked.
    this.clock = createServerClock(() => window.performance.timeOrigin + window.performance.now());
    const socket = createLazyTransport(async () => {
      const { createSocket } = await import('../net/socket.ts');
      return createSocket(() => this.openSession());
    });
    this.transport = withLiveness(socket, {
      timers: globalThis,
      now: () => window.performance.now(),
      network: window,
      changed: (silence) => this.connection.noteSilence(silence),
    });
    this.clock.follow(this.transport);
    this.#tabs = 'BroadcastChannel' in window ? new window.BroadcastChannel('cityrace:entered') : null;
    this.#tabs?.addEventListener('message', ({ data }) => {
      const { room } = this.roomSession ?? {};
      if (room && room.roomId === data) room.isInAnotherTab = true;
    });
    this.connection = new ConnectionStatus(this.transport);
  }

  /** The cookie that says who we are; asked for once, before anything that needs it. */
  openSession(): Promise<void> {
    this.#session ??= this.api.openSession().then((fetched) => {
      if (fetched.ok) this.name = fetched.value.name;
      else this.#session = null;
    });
    return this.#session;
  }

  /** Makes a room and goes where it will be; `guess` is the first thing to be said there. */
  create(settings: SettingsInput, guess?: string): void {
    const opening: Opening = { createId: newId(crypto), settings };
    this.#tab.set(OPENING, opening);
    const session = this.enter(opening);
    if (guess !== undefined) session.guess(guess);
    this.router.go('/play/new');
  }

  /** Goes on with a game of one's own. */
  resume(roomId: string, guess?: string): void {
    const session = this.enter({ roomId });
    if (guess !== undefined) session.guess(guess);
    this.router.go(`/play/${roomId}`);
  }

  /** The room that `/play/new` stands for, after a reload; null when there is none. */
  reopen(): RoomSession | null {
    if (this.roomSession) return this.roomSession;
    const opening = this.#tab.get(OPENING) as Opening | undefined;
    return opening ? this.enter(opening) : null;
  }

  /** The room of this address, kept when it is on the page already. */
  enter(target: RoomTarget): RoomSession {
    const { roomSession } = this;
    if (roomSession && 'roomId' in target && roomSession.room.roomId === target.roomId) return roomSession;
    this.leave();
    const session = new RoomSession(target, {
      transport: this.transport,
      clock: this.clock,
      storage: this.#tab,
      newId: () => newId(crypto),
      seatedIn: () => this.connection.welcome?.rooms ?? null,
      fetchFinds: (roomId) => this.roomFinds(roomId),
      announce: (roomId) => this.#tabs?.postMessage(roomId),
    });
    this.roomSession = session;
    return session;
  }

  /** Off to a page that is no room: the seat stays, and the others see that nobody sits there. */
  goAway(): void {
    if (!this.roomSession) return;
    this.leftId = this.roomSession.room.roomId;
    this.leave();
    this.transport.close();
    this.connection.rest();
  }

  /** The room is off the page; the seat stays. */
  leave(): void {
    this.roomSession?.stop();
    this.roomSession = null;
  }

  /** A link that opens this game on another device; null when none could be made. */
  async makeLink(roomId: string): Promise<string | null> {
    const fetched = await this.api.makeLink(roomId);
    return fetched.ok ? fetched.value.url : null;
  }

  /** Takes over the identity behind a link; the room it leads to, or null when it is used up. */
  async useLink(token: string): Promise<string | null> {
    const fetched = await this.api.useLink(token);
    if (!fetched.ok) return null;
    // Somebody else from here on: the open connection still belongs to who we were.
    this.transport.close();
    this.#session = Promise.resolve();
    this.name = fetched.value.name;
    return fetched.value.roomId ?? '';
  }

  /** All finds of a room that one is in; null when they could not be had. */
  roomFinds(roomId: string): Promise<FoundEntry[] | null> {
    return allPages((after) => this.api.found(roomId, after));
  }

  /** All finds of a finished run; null when they could not be had. */
  runFinds(runId: string): Promise<FoundEntry[] | null> {
    return allPages((after) => this.api.runFound(runId, after));
  }
}

async function allPages(
  page: (after: number) => Promise<Fetched<FoundColumns>>,
): Promise<FoundEntry[] | null> {
  const finds: FoundEntry[] = [];
  for (let after: number | null = 0; after !== null;) {
    const fetched: Fetched<FoundColumns> = await page(after);
    if (!fetched.ok) return null;
    for (const find of findsOf(fetched.value)) finds.push(find);
    after = fetched.value.next;
  }
  return finds;
}
