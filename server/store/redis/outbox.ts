import type { Outbox, RunHeader } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { OUTBOX, roomTag, runHeaderKey } from './keys.ts';

export function createRedisOutbox({ client, caller, expiresMs }: RedisContext): Outbox {
  return {
    async pending(roomId) {
      const headers = (await caller.run('pending', roomTag(roomId), [])) as string[];
      return headers.map((header) => JSON.parse(header) as RunHeader);
    },
    async read(runId) {
      const roomId = await caller.bound(client.hget(OUTBOX, runId));
      if (roomId === null) return null;
      const header = await caller.bound(client.get(runHeaderKey(roomId, runId)));
      return header === null ? null : (JSON.parse(header) as RunHeader);
    },
    async saved(roomId, runId) {
      await caller.run('saved', roomTag(roomId), [runId, expiresMs]);
      await caller.bound(client.hdel(OUTBOX, runId));
    },
    size: () => caller.bound(client.hlen(OUTBOX)),
  };
}
