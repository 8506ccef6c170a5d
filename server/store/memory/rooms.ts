import { LIMITS } from '../../../shared/limits.ts';
import type { EventBody } from '../../../shared/messages.ts';
import type { CommitResult, CommitRequest, GuessResult, GuessRequest, Rooms } from '../room-store.ts';
import { commandEvents } from '../stored-event.ts';
import type { MemoryContext } from './context.ts';
import { findAt, findsAfter, newestFinds, type FindLog } from './find-log.ts';
import { decideGuess, foundAnswer, NOWHERE } from './guess.ts';
import { dumpRoom, newestEvents, positionOf, scoresOf } from './room.ts';
import { forgetOutdated } from './state.ts';

const DAY_MS = 86_400_000;

export function createMemoryRooms(context: MemoryContext): Rooms {
  const { state, perform, now, keptMs } = context;
  const { rooms } = state;

  /** The finds of a run that the room shows, or that waits to be saved. */
  function logOf(roomId: string, runId: string): FindLog | undefined {
    const room = rooms.get(roomId);
    return room?.doc.runId === runId ? room.finds : state.outbox.get(runId)?.finds;
  }

  async function create(doc: Parameters<Rooms['create']>[0], createKey: string) {
    const before = state.createKeys.get(createKey);
    if (before && before.until > now()) {
      await context.settled();
      return { roomId: before.roomId, created: false };
    }
    if (rooms.has(doc.roomId)) return { taken: true as const };
    forgetOutdated(state, now(), keptMs);
    perform(['create', doc, createKey, now() + DAY_MS]);
    await context.settled();
    return { roomId: doc.roomId, created: true };
  }

  async function commit(roomId: string, request: CommitRequest): Promise<CommitResult> {
    const room = rooms.get(roomId);
    const { settles } = request;
    if (room?.version !== request.version || (settles && settles.seq !== room.seq)) return { conflict: true };
    const bodies = commandEvents(request.events);
    const events = perform(['commit', roomId, request.doc, bodies, request.at, settles?.run ?? null]);
    const { version } = room;
    await context.settled();
    return { events, version };
  }

  async function tell(roomId: string, bodies: readonly EventBody[], at: number) {
    if (!rooms.has(roomId)) return null;
    const events = perform(['tell', roomId, commandEvents(bodies), at]);
    await context.settled();
    return { events, elsewhere: NOWHERE };
  }

  async function guess(request: GuessRequest): Promise<GuessResult> {
    const result = guessNow(request);
    // Without anything to write, to await would only cost the hot path a microtask.
    const written = context.settled();
    if (written) await written;
    return result;
  }

  function guessNow(request: GuessRequest): GuessResult {
    const room = rooms.get(request.roomId);
    const decision = decideGuess(room, request, now());
    if ('answer' in decision) return decision.answer;
    const version = room?.version;
    perform(['guess', request.roomId, request.playerId, decision.credit]);
    return foundAnswer(decision.credit, false, room?.version !== version);
  }

  return {
    create,
    commit,
    tell,
    guess,
    async read(roomId) {
      const room = rooms.get(roomId);
      const record = room && {
        doc: room.doc,
        version: room.version,
        seq: room.seq,
        scores: new Map(scoresOf(room)),
        foundCount: room.finds.count,
        now: now(),
      };
      await context.settled();
      return record ?? null;
    },
    async events(roomId, since, limit) {
      const room = rooms.get(roomId);
      if (!room) return null;
      const { seq } = room;
      const count = Math.max(seq - since, 0);
      if (count > Math.min(limit, LIMITS.streamEvents, room.events.length)) return null;
      const events = newestEvents(room, count);
      await context.settled();
      return { events, seq };
    },
    async finds(roomId, request) {
      const log = logOf(roomId, request.runId);
      const finds =
        request.before === 0 ? [] : log && log.count >= request.before ? newestFinds(log, request) : null;
      await context.settled();
      return finds;
    },
    async findsFrom(roomId, runId, after, limit) {
      const log = logOf(roomId, runId);
      const finds = log ? findsAfter(log, after, limit) : [];
      await context.settled();
      return finds;
    },
    async ownerOf(roomId, cityId, seat) {
      const room = rooms.get(roomId);
      const position = room && positionOf(room, seat, cityId);
      const find = position === undefined ? undefined : findAt(room!.finds, position);
      await context.settled();
      return find ? { seatIndex: find.seatIndex, at: find.at } : null;
    },
    async seq(roomId) {
      const seq = rooms.get(roomId)?.seq ?? null;
      await context.settled();
      return seq;
    },
    async remove(roomId, unchanged) {
      const room = rooms.get(roomId);
      if (!room) return true;
      if (unchanged && (room.version !== unchanged.version || room.seq !== unchanged.seq)) return false;
      perform(['remove', roomId]);
      await context.settled();
      return true;
    },
    async roomsOf(playerId) {
      const player = state.playerRooms.get(playerId);
      const roomIds = player && (player.until ?? Infinity) > now() ? [...player.roomIds] : [];
      await context.settled();
      return roomIds;
    },
    async noteSeat(playerId, roomId) {
      const player = state.playerRooms.get(playerId);
      // Not at every join: what is put off by less than half is not worth an entry of the journal.
      const isFresh = player?.until != null && player.until > now() + keptMs / 2;
      if (!isFresh || player.roomIds.at(-1) !== roomId) {
        forgetOutdated(state, now(), keptMs);
        perform(['note', playerId, roomId, now() + keptMs]);
      }
      await context.settled();
    },
    async dropSeat(playerId, roomId) {
      if (state.playerRooms.get(playerId)?.roomIds.includes(roomId)) perform(['drop', playerId, roomId]);
      await context.settled();
    },
    async dump(roomId) {
      const room = rooms.get(roomId);
      const dump = room ? dumpRoom(room) : null;
      await context.settled();
      return dump;
    },
    async restore(dump) {
      if (rooms.has(dump.doc.roomId)) return false;
      perform(['restore', dump]);
      await context.settled();
      return true;
    },
  };
}
