import type { Nodes } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { NODES } from './keys.ts';

export function createRedisNodes(
  { client, caller, clock, localNow, expiresMs }: RedisContext,
  leaseExpiresMs: number,
): Nodes {
  return {
    async renew(nodeId, leaseMs) {
      const sentAt = localNow();
      const now = await caller.run('nodeRenew', NODES, [nodeId, leaseMs, expiresMs]);
      clock.observe(sentAt, now as number);
    },
    async enter(nodeId, roomId) {
      await caller.run('nodeEnter', NODES, [nodeId, roomId, leaseExpiresMs, expiresMs]);
    },
    async exit(nodeId, roomId) {
      await caller.bound(client.srem(`${NODES}:rooms:${nodeId}`, roomId));
    },
    async release(nodeId, roomIds) {
      await caller.run('nodeRelease', NODES, [nodeId, expiresMs, ...roomIds]);
    },
    async expired(limit) {
      const reply = (await caller.run('nodesExpired', NODES, [limit])) as (string | string[])[];
      const nodes: { nodeId: string; roomIds: string[] }[] = [];
      for (let i = 0; i < reply.length; i += 2)
        nodes.push({ nodeId: reply[i] as string, roomIds: reply[i + 1] as string[] });
      return nodes;
    },
    async forgetRooms(nodeId, roomIds) {
      await caller.run('nodeForgetRooms', NODES, [nodeId, ...roomIds]);
    },
    async lost(nodeIds) {
      return (await caller.run('nodesLost', NODES, nodeIds)) as string[] | null;
    },
  };
}
