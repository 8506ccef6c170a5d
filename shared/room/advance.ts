import type { Durations } from '../durations.ts';
import type { Change, RoomDoc, RoomRecord, Seat } from './record.ts';
import { phaseOf, seatOf, withSeat } from './record.ts';
import { endIfAllDone } from './game.ts';
import { heirOf, isHostGone } from './seats.ts';
import { standingsOf } from './standings.ts';

/** What time alone does to a room. `expire`: forget it. `park`: move the idle solo game out of the room store. */
export type Advance =
  { change: Change; settles: boolean } | { expire: true } | { park: true } | { same: true };

/**
 * The next step that is due by `record.now`, one at a time: settle an ended game, tell absences, pass the host's place on and
 * back, give up on empty rooms. Idempotent: asked again with the result, it does the next step or nothing.
 */
export function advance(record: RoomRecord, durations: Durations): Advance {
  const { doc, now } = record;
  if (doc.stage === 'game' && phaseOf(doc, now) === 'ended') return settle(record);
  const gone = abandoned(record, durations);
  if (gone) return gone;
  const change = tellAbsence(record, durations) ?? passHost(record, durations) ?? endDone(record);
  return change ? { change, settles: false } : { same: true };
}

/** Freezes the results. The store writes the run in the same step. */
function settle(record: RoomRecord): Advance {
  const { doc, now } = record;
  const finishedAt = Math.min(doc.endsAt ?? now, now);
  const results = { runId: doc.runId, standings: standingsOf(record), finishedAt };
  const next: RoomDoc = { ...doc, stage: 'ended', endedAt: now, endsAt: finishedAt, results };
  return { change: { doc: next, events: [{ type: 'ended', results }] }, settles: true };
}

function abandoned({ doc, now }: RoomRecord, durations: Durations): Advance | undefined {
  if (doc.emptySince === null) {
    return doc.stage === 'ended' &&
      passed(doc.endedAt, durations.finishedRoomMs, now) &&
      !doc.seats.some((s) => s.online)
      ? { expire: true }
      : undefined;
  }
  const solo = doc.settings.mode === 'solo';
  if (doc.stage === 'lobby')
    return passed(doc.emptySince, durations.emptyLobbyMs, now) ? { expire: true } : undefined;
  if (doc.stage === 'ended') {
    const since = Math.max(doc.endedAt ?? 0, doc.emptySince);
    return passed(since, durations.finishedRoomMs, now) ? { expire: true } : undefined;
  }
  if (solo) return passed(doc.emptySince, durations.soloParkedMs, now) ? { park: true } : undefined;
  if (!passed(doc.emptySince, durations.abandonedGameMs, now)) return undefined;
  return {
    change: { doc: { ...doc, endsAt: now, startsAt: Math.min(doc.startsAt ?? now, now) }, events: [] },
    settles: false,
  };
}

const passed = (since: number | null, ms: number, now: number): boolean =>
  since !== null && now >= since + ms;

function tellAbsence({ doc, now }: RoomRecord, durations: Durations): Change | undefined {
  const away = doc.seats.find((seat) => seat.online && passed(seat.awaySince, durations.offlineShownMs, now));
  if (!away) return undefined;
  const { playerId } = away;
  return { doc: withSeat(doc, playerId, { online: false }), events: [{ type: 'offline', playerId }] };
}

function passHost({ doc, now }: RoomRecord, durations: Durations): Change | undefined {
  const { absentHost } = doc;
  const returned = absentHost && seatOf(doc, absentHost.playerId);
  if (absentHost && returned?.connection && !returned.left && now < absentHost.until) {
    return hosted({ ...doc, absentHost: null }, returned);
  }
  const host = seatOf(doc, doc.hostId);
  if (isHostGone(doc)) {
    const heir = heirOf(doc, doc.hostId);
    return heir && hosted({ ...doc, absentHost: null }, heir);
  }
  if (host?.connection || !passed(host?.awaySince ?? now, durations.hostPassesMs, now)) return undefined;
  const heir = heirOf(doc, doc.hostId);
  if (!heir) return undefined;
  const until = (host?.awaySince ?? now) + durations.hostReturnsMs;
  return hosted({ ...doc, absentHost: absentHost ?? { playerId: doc.hostId, until } }, heir);
}

const hosted = (doc: RoomDoc, seat: Seat): Change => ({
  doc: { ...doc, hostId: seat.playerId },
  events: [{ type: 'hosted', playerId: seat.playerId }],
});

function endDone({ doc, now }: RoomRecord): Change | undefined {
  const next = endIfAllDone(doc, now);
  return next === doc ? undefined : { doc: next, events: [] };
}

/**
 * When a room must be looked at next, epoch ms; never later than `longestMs` ahead while a game runs, because a full map ends
 * a game inside the store's step, which cannot write the due-set of another master.
 */
export function nextDueAt(doc: RoomDoc, now: number, durations: Durations, longestMs = 60_000): number {
  const times: number[] = [];
  if (doc.stage === 'game') {
    times.push(now + longestMs);
    if (doc.endsAt !== null) times.push(doc.endsAt);
  }
  for (const seat of doc.seats) {
    if (seat.awaySince === null) continue;
    if (seat.online) times.push(seat.awaySince + durations.offlineShownMs);
    if (seat.playerId === doc.hostId && heirOf(doc, doc.hostId))
      times.push(seat.awaySince + durations.hostPassesMs);
  }
  if (doc.emptySince !== null) {
    const wait =
      doc.stage === 'lobby'
        ? durations.emptyLobbyMs
        : doc.stage === 'ended'
          ? durations.finishedRoomMs
          : doc.settings.mode === 'solo'
            ? durations.soloParkedMs
            : durations.abandonedGameMs;
    times.push(doc.emptySince + wait);
  }
  if (times.length === 0) times.push(now + durations.finishedRoomMs);
  return Math.max(Math.min(...times), now + 1);
}
