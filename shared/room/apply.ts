import { LIMITS } from '../limits.ts';
import type { Player, RoomEvent, View } from '../messages.ts';

const withPlayer = (view: View, id: string, change: Partial<Player>): View => ({
  ...view,
  players: view.players.map((player) => (player.id === id ? { ...player, ...change } : player)),
});

/**
 * The view after an event, for the client and the tests alike. The caller makes sure that events come in order
 * ({@link createInbox}); `you` never changes here but by one's own `joined`.
 */
export function applyEvent(view: View, event: RoomEvent): View {
  switch (event.type) {
    case 'joined': {
      const { player } = event;
      const known = view.players.some(({ id }) => id === player.id);
      const next = known
        ? withPlayer(view, player.id, player)
        : { ...view, players: [...view.players, player] };
      return player.id === view.you.playerId ? { ...next, you: { ...view.you, role: player.role } } : next;
    }
    case 'left':
    case 'kicked':
      return view.phase === 'lobby' || view.phase === 'ended'
        ? { ...view, players: view.players.filter(({ id }) => id !== event.playerId) }
        : withPlayer(view, event.playerId, { online: false });
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
    case 'found': {
      const news = event.cities.map((city) => ({ playerId: event.playerId, city, at: event.at }));
      return withPlayer(
        {
          ...view,
          foundCount: view.foundCount + news.length,
          found: [...news, ...view.found].slice(0, LIMITS.viewFinds),
        },
        event.playerId,
        { score: event.score },
      );
    }
    case 'scored':
      return withPlayer(view, event.playerId, { score: event.score });
    case 'ended':
      return { ...view, phase: 'ended', endsAt: event.results.finishedAt, results: event.results };
    case 'rematched': {
      const { results: _, ...rest } = view;
      return {
        ...rest,
        phase: 'lobby',
        settings: event.settings,
        startsAt: null,
        endsAt: null,
        foundCount: 0,
        found: [],
        players: view.players.map((player) => ({
          ...player,
          ready: false,
          score: { cities: 0, population: 0 },
        })),
      };
    }
    case 'finished':
    case 'emoted':
      return view;
  }
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
