import type { Find, Rooms } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { roomTag, saidKey } from './keys.ts';
import { decodeFinds } from './records.ts';
import { withSaid } from './said-rows.ts';

/** Finds looked through at a time when only some seats' are wanted. */
const CHUNK = 4096;

export function createRedisFinds({
  client,
  caller,
}: RedisContext): Pick<Rooms, 'finds' | 'findsFrom' | 'ownerOf'> {
  async function readRange(roomId: string, runId: string, first: number, count: number): Promise<Find[]> {
    if (count <= 0) return [];
    const bytes = await caller.runForBytes('finds', roomTag(roomId), [runId, first, count]);
    return decodeFinds(bytes as Buffer);
  }

  return {
    /** In as many steps as it takes: what stands at a position of a run never changes. */
    async finds(roomId, { runId, before, seats, limit }) {
      const newest: Find[] = [];
      const step = seats === 'all' ? limit : CHUNK;
      for (let end = before; end > 0 && newest.length < limit;) {
        const first = Math.max(end - step, 0);
        const range = await readRange(roomId, runId, first, end - first);
        if (range.length < end - first) return null;
        for (const find of range.reverse())
          if (newest.length < limit && (seats === 'all' || seats.includes(find.seatIndex))) newest.push(find);
        end = first;
      }
      return newest;
    },
    async findsFrom(roomId, runId, after, limit) {
      const finds = await readRange(roomId, runId, after, limit);
      if (finds.length === 0) return finds;
      return withSaid(finds, await caller.bound(client.getBuffer(saidKey(roomId, runId))), after);
    },
    async ownerOf(roomId, cityId, seat) {
      const record = await caller.runForBytes('owner', roomTag(roomId), [cityId, seat]);
      const find = record === null ? undefined : decodeFinds(record as Buffer)[0];
      return find ? { seatIndex: find.seatIndex, at: find.at } : null;
    },
  };
}
