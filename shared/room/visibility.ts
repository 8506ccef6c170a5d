import type { City, FoundEntry, RoomEvent, Score, View } from '../messages.ts';
import { phaseOf, playersOf, seatOf, type RoomDoc, type RoomRecord } from './record.ts';
import { playerOf } from './seats.ts';

/**
 * The one place that decides what a viewer may know (docs/protocol.md, “Hiding”). In a race, until its end, others' finds and
 * everything that would name them (populations, points) are reduced to a count.
 */
export function hidesFinds(doc: RoomDoc, now: number): boolean {
  return doc.settings.mode === 'race' && phaseOf(doc, now) !== 'ended';
}

/** A score as others see it while finds are hidden. */
export const reducedScore = (score: Score): Score => ({ cities: score.cities });

/** An event as `viewerId` may see it. `hidden` is {@link hidesFinds} at the time of sending. */
export function reduceEvent(event: RoomEvent, viewerId: string | null, hidden: boolean): RoomEvent {
  if (!hidden) return event;
  if (event.type === 'joined') {
    if (event.player.id === viewerId) return event;
    return { ...event, player: { ...event.player, score: reducedScore(event.player.score) } };
  }
  if (event.type !== 'found' && event.type !== 'scored') return event;
  if (event.playerId === viewerId) return event;
  const { seq, at, playerId, covers } = event;
  return {
    seq,
    at,
    ...(covers ? { covers } : {}),
    type: 'scored',
    playerId,
    score: reducedScore(event.score),
  };
}

/**
 * Scores of the same player in a row become the last of them, which covers the others; for what leaves in one batch.
 * Finds and everything else stay as they are.
 */
export function coalesceScores(events: readonly RoomEvent[]): RoomEvent[] {
  const result: RoomEvent[] = [];
  const lastScored = new Map<string, number>();
  for (const event of events) {
    if (event.type !== 'scored') {
      result.push(event);
      continue;
    }
    const before = lastScored.get(event.playerId);
    if (before === undefined) {
      lastScored.set(event.playerId, result.length);
      result.push(event);
    } else {
      const earlier = result[before]!;
      result[before] = { ...event, covers: [...(earlier.covers ?? []), earlier.seq] };
    }
  }
  return result;
}

/** What the view of a viewer is made of besides the record: the newest finds that the viewer may see, newest first. */
export interface VisibleFinds {
  count: number;
  newest: { seatIndex: number; cityId: number; at: number }[];
}

export function buildView(
  record: RoomRecord,
  viewerId: string,
  finds: VisibleFinds,
  cityOf: (id: number) => City | undefined,
): View {
  const { doc, now } = record;
  const viewer = seatOf(doc, viewerId);
  const hidden = hidesFinds(doc, now);
  const idOf = new Map(doc.seats.map((seat) => [seat.index, seat.playerId]));
  const found: FoundEntry[] = [];
  for (const { seatIndex, cityId, at } of finds.newest) {
    const city = cityOf(cityId);
    const playerId = idOf.get(seatIndex);
    if (city && playerId !== undefined) found.push({ playerId, city, at });
  }
  return {
    roomId: doc.roomId,
    phase: phaseOf(doc, now),
    settings: doc.settings,
    quiz: { slug: doc.settings.quiz, ...doc.quiz },
    runId: doc.runId,
    hostId: doc.hostId,
    players: doc.seats
      .filter((seat) => seat.role === 'spectator' || !seat.left || doc.stage !== 'lobby')
      .map((seat) => {
        const player = playerOf(record, seat);
        return hidden && seat.playerId !== viewerId
          ? { ...player, score: reducedScore(player.score) }
          : player;
      }),
    startsAt: doc.startsAt,
    endsAt: doc.endsAt,
    you: { playerId: viewerId, role: viewer?.role ?? 'spectator' },
    foundCount: finds.count,
    found,
    ...(doc.results ? { results: doc.results } : {}),
  };
}

/** Seats whose finds `viewerId` may see now; `all` when nothing is hidden. */
export function visibleSeats(doc: RoomDoc, viewerId: string, now: number): 'all' | number[] {
  if (!hidesFinds(doc, now)) return 'all';
  const own = playersOf(doc).find((seat) => seat.playerId === viewerId);
  return own ? [own.index] : [];
}
