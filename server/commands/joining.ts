import type { Commands } from '../../shared/commands.ts';
import type { Reply } from './reply.ts';
import { refuse, type RefusalCode } from '../../shared/refusal.ts';
import { seatOf, type Connection, type RoomRecord } from '../../shared/room/record.ts';
import { join, kick, leave, type Outcome } from '../../shared/room/rules.ts';
import type { Caller } from '../identity/caller.ts';
import { attach } from './attach.ts';
import type { Executed } from './command-executor.ts';
import type { Parking } from './parking.ts';
import type { ServiceDeps } from './service-deps.ts';

export interface Joining {
  join(caller: Caller, input: Commands['join']): Promise<Reply<'join'>>;
  leave(caller: Caller, input: Commands['leave']): Promise<Reply<'leave'>>;
  kick(caller: Caller, input: Commands['kick']): Promise<Reply<'kick'>>;
}

const MINUTE_MS = 60_000;

/** How people come into a room and out of it. */
export function createJoining(deps: ServiceDeps, parking: Parking): Joining {
  const { store, executor, broadcaster, nodeRooms, views, quotas, limits, onSeated } = deps;

  return {
    async join(caller, { roomId, as }) {
      const { playerId, name, connection } = caller;
      const failures = `failed-join@${caller.address}`;
      const waitMs = await quotas.check(failures, limits.failedJoinsPerMinuteAddress, MINUTE_MS);
      const before: { held: boolean; connection: Connection | null } = { held: false, connection: null };
      const rule = (record: RoomRecord): Outcome => {
        const seat = seatOf(record.doc, playerId);
        before.held = seat !== undefined;
        before.connection = seat?.connection ?? null;
        // Whoever walks codes learns nothing more, found or not; those who hold a seat come back all the same.
        if (waitMs !== undefined && !seat) return { refuse: 'rate_limited' };
        return join(record, { playerId, name, connection }, as);
      };
      const seated = (): void => {
        attach(deps, roomId, caller);
        const { connection: former } = before;
        if (former && former.socket !== connection.socket) broadcaster.supersede(roomId, playerId, former);
      };
      const takeSeat = (): Promise<Executed | RefusalCode> =>
        executor.execute(roomId, rule, seated).catch((error: unknown) => {
          // The store may have done it all the same: then the seat must not say for ever that this connection is in the room.
          deps.onGone(roomId, playerId, connection.socket);
          throw error;
        });
      await nodeRooms.enter(roomId);
      if (waitMs === undefined) await store.rooms.noteSeat(playerId, roomId);
      let executed = await takeSeat();
      if (executed === 'no_such_room' && waitMs === undefined && (await parking.revive(roomId)))
        executed = await takeSeat();
      if (typeof executed === 'string') {
        nodeRooms.leave(roomId);
        if (before.held) return refuse(executed);
        if (waitMs !== undefined) return refuse('rate_limited', undefined, waitMs);
        await store.rooms.dropSeat(playerId, roomId);
        if (executed === 'no_such_room')
          await quotas.spend(failures, limits.failedJoinsPerMinuteAddress, MINUTE_MS);
        return refuse(executed);
      }
      // Nothing was to be written, and yet the connection may have lost its membership since.
      if (executed.before === executed.doc) attach(deps, roomId, caller);
      const seen = await views.of(roomId, playerId);
      if (!seen) return refuse('no_such_room');
      onSeated(playerId, name);
      return { ok: true, ...seen };
    },

    async leave({ playerId, connection }, { roomId }) {
      const executed = await executor.execute(roomId, (record) => leave(record, playerId));
      if (typeof executed !== 'string') {
        const held = seatOf(executed.before, playerId)?.connection ?? connection;
        broadcaster.detach(roomId, playerId, held, executed.events[0]);
        await store.rooms.dropSeat(playerId, roomId);
      }
      return { ok: true };
    },

    async kick({ playerId }, { roomId, playerId: target, ban }) {
      const executed = await executor.execute(
        roomId,
        (record) => seatedIn(record, playerId) ?? kick(record, playerId, target, ban ?? false),
      );
      if (typeof executed === 'string') return refuse(executed);
      const held = seatOf(executed.before, target)?.connection;
      if (held) broadcaster.detach(roomId, target, held, executed.events[0]);
      await store.rooms.dropSeat(target, roomId);
      return { ok: true };
    },
  };
}

/** Everything but `join` is for those who are in the room; to others it does not exist. */
export function seatedIn({ doc }: RoomRecord, playerId: string): { refuse: RefusalCode } | undefined {
  const seat = seatOf(doc, playerId);
  return seat && !seat.left ? undefined : { refuse: 'no_such_room' };
}
