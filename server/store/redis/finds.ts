import type { Find, Rooms } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { hotKey, roomTag, saidKey } from './keys.ts';
import { decodeFinds } from './records.ts';
import { withSaid } from './said-rows.ts';

/** Finds looked through at a time when only some seats' are wanted. */
const CHUNK = 4096;

export function createRedisFinds({
  client,
  caller,
}: RedisContext): Pick<Rooms, 'finds' | 'findsFrom' | 'ownerOf'> {
  async function readRange(roomId: string, runId: string, first: number, count: number) {
    const reply = await caller.runForBytes('finds', roomTag(roomId), [runId, first, count]);
    if (reply === null) return null;
    const [run, length, bytes] = reply as [Buffer, number, Buffer];
    return { runId: run.toString(), length, finds: decodeFinds(bytes) };
  }

  async function countOf(roomId: string, seats: readonly number[]): Promise<number> {
    if (seats.length === 0) return 0;
    const scores = await caller.bound(client.hmget(hotKey(roomId), ...seats.map((seat) => `$${seat}`)));
    return scores.reduce((sum, score) => sum + Number.parseInt(score ?? '0', 10), 0);
  }

  /** Newest first; goes back through the records until it has what is wanted. */
  async function newestOf(roomId: string, seats: readonly number[], wanted: number): Promise<Find[]> {
    const finds: Find[] = [];
    let range = await readRange(roomId, '', -CHUNK, CHUNK);
    while (range && range.finds.length > 0) {
      for (const find of range.finds.reverse())
        if (finds.length < wanted && seats.includes(find.seatIndex)) finds.push(find);
      const first: number = range.length - range.finds.length;
      if (first <= 0 || finds.length >= wanted) break;
      const next = await readRange(roomId, range.runId, Math.max(first - CHUNK, 0), Math.min(first, CHUNK));
      // Positions of the run, whose older part ends where the newer began.
      range = next && { ...next, length: first };
    }
    return finds;
  }

  return {
    async finds(roomId, seats, limit) {
      if (seats === 'all') {
        const range = await readRange(roomId, '', -limit, limit);
        return range ? { count: range.length, finds: range.finds.reverse() } : { count: 0, finds: [] };
      }
      const count = await countOf(roomId, seats);
      return { count, finds: count === 0 ? [] : await newestOf(roomId, seats, Math.min(limit, count)) };
    },
    async findsFrom(roomId, runId, after, limit) {
      const range = await readRange(roomId, runId, after, limit);
      if (range === null || range.finds.length === 0) return [];
      return withSaid(range.finds, await caller.bound(client.getBuffer(saidKey(roomId, runId))), after);
    },
    async ownerOf(roomId, cityId, seat) {
      const record = await caller.runForBytes('owner', roomTag(roomId), [cityId, seat]);
      const find = record === null ? undefined : decodeFinds(record as Buffer)[0];
      return find ? { seatIndex: find.seatIndex, at: find.at } : null;
    },
  };
}
