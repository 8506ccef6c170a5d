import { LIMITS } from '../limits.ts';
import type { Player, Results, RoomEvent, View } from '../messages.ts';

const withPlayer = (view: View, id: string, change: Partial<Player>): View => ({
  ...view,
  players: view.players.map((player) => (player.id === id ? { ...player, ...change } : player)),
});

/**
 * The view after an event, for the client and the tests alike. The caller makes sure that events come in order
 * ({@link createInbox}); `you` never changes here but by one's own `joined`. What an event does not carry (totals of another quiz,
 * teams, what was hidden until the end) is read by `view` after `configured`, `rematched` and `ended`.
 */
export function applyEvent(view: View, event: RoomEvent): View {
  switch (event.type) {
    case 'joined':
      return withJoined(view, event.player);
    case 'left':
    case 'kicked':
      return withoutPlayer(view, event.playerId);
    case 'online':
      return withPlayer(view, event.playerId, { online: true });
    case 'offline':
      return withPlayer(view, event.playerId, { online: false });
    case 'renamed':
      return withPlayer(view, event.playerId, { name: event.name });
    case 'readied':
      return withPlayer(view, event.playerId, { ready: event.ready });
    case 'teamed':
      return withPlayer(view, event.playerId, { team: event.team });
    case 'hosted':
      return { ...view, hostId: event.playerId };
    case 'configured':
      return { ...view, settings: event.settings };
    case 'started':
      return { ...view, phase: 'countdown', startsAt: event.startsAt, endsAt: event.endsAt };
    case 'found':
      return withFinds(view, event);
    case 'scored':
      return withPlayer(view, event.playerId, { score: event.score });
    case 'ended':
      return withResults(view, event.results);
    case 'rematched':
      return rematched(view, event);
    case 'finished':
    case 'emoted':
      return view;
  }
}

/** A seat as it is now, in its place: what it had before and has no more (a team, having left) goes. */
function withJoined(view: View, player: Player): View {
  const known = view.players.some(({ id }) => id === player.id);
  const players = known
    ? view.players.map((other) => (other.id === player.id ? player : other))
    : [...view.players, player];
  const you = player.id === view.you.playerId ? { ...view.you, role: player.role } : view.you;
  return { ...view, players, you };
}

/** From the start on a player's seat stays with its finds, until the rematch; spectators, and everybody in a lobby, are gone. */
function withoutPlayer(view: View, id: string): View {
  const role = view.players.find((player) => player.id === id)?.role;
  return view.phase !== 'lobby' && role === 'player'
    ? withPlayer(view, id, { online: false, left: true })
    : { ...view, players: view.players.filter((player) => player.id !== id) };
}

function withFinds(view: View, { playerId, cities, at, score }: Extract<RoomEvent, { type: 'found' }>): View {
  // Newest first: of several at once the last is the newest.
  const news = cities.map((city) => ({ playerId, city, at })).reverse();
  return withPlayer(
    {
      ...view,
      foundCount: view.foundCount + news.length,
      found: [...news, ...view.found].slice(0, LIMITS.viewFinds),
    },
    playerId,
    { score },
  );
}

function withResults(view: View, results: Results): View {
  const scores = new Map(results.standings.map(({ playerId, score }) => [playerId, score]));
  return {
    ...view,
    phase: 'ended',
    // A game that is ended in its countdown began and ended at once.
    startsAt: view.startsAt === null ? null : Math.min(view.startsAt, results.finishedAt),
    endsAt: results.finishedAt,
    results,
    // Spectators have no standing, and nothing is hidden any more.
    players: view.players.map((player) => ({
      ...player,
      score: scores.get(player.id) ?? { cities: 0, population: 0 },
    })),
  };
}

function rematched(view: View, { settings, runId }: Extract<RoomEvent, { type: 'rematched' }>): View {
  const { results: _, runId: __, ...rest } = view;
  return {
    ...rest,
    phase: 'lobby',
    settings,
    ...(runId === undefined ? {} : { runId }),
    startsAt: null,
    endsAt: null,
    foundCount: 0,
    found: [],
    players: view.players
      .filter(({ left }) => left !== true)
      .map((player) => {
        // Of others in a race, only the count may be known.
        const isReduced = settings.mode === 'race' && player.id !== view.you.playerId;
        return { ...player, ready: false, score: { cities: 0, ...(isReduced ? {} : { population: 0 }) } };
      }),
  };
}

/** Puts a room's events in order: repeats are dropped, early ones are held, gaps are known. */
export interface Inbox {
  /** Everything up to here has been applied. */
  readonly watermark: number;
  /** Whether something is missing before what is held. */
  readonly hasGap: boolean;
  /** The events that are next in order now, oldest first. */
  receive(events: readonly RoomEvent[]): RoomEvent[];
  /** A `seq` known by other means (one's own acknowledgement); returns what it makes ready. */
  cover(seq: number): RoomEvent[];
  /** Starts again from a view's `seq`. */
  reset(seq: number): RoomEvent[];
}

export function createInbox(seq: number): Inbox {
  let watermark = seq;
  /** Early events by seq; null marks a covered seq. */
  const held = new Map<number, RoomEvent | null>();

  function drain(): RoomEvent[] {
    const ready: RoomEvent[] = [];
    for (;;) {
      const event = held.get(watermark + 1);
      if (event === undefined) return ready;
      held.delete(watermark + 1);
      watermark += 1;
      if (event) ready.push(event);
    }
  }

  function hold(seqNo: number, event: RoomEvent | null): void {
    if (seqNo > watermark && !held.get(seqNo)) held.set(seqNo, event);
  }

  return {
    get watermark() {
      return watermark;
    },
    get hasGap() {
      return held.size > 0;
    },
    receive(events) {
      for (const event of events) {
        for (const covered of event.covers ?? []) hold(covered, null);
        hold(event.seq, event);
      }
      return drain();
    },
    cover(seqNo) {
      hold(seqNo, null);
      return drain();
    },
    reset(seqNo) {
      watermark = Math.max(watermark, seqNo);
      for (const key of held.keys()) if (key <= watermark) held.delete(key);
      return drain();
    },
  };
}
