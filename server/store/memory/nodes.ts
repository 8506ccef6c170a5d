import type { Nodes } from '../room-store.ts';
import type { MemoryContext } from './context.ts';

interface Node {
  until: number;
  roomIds: Set<string>;
}

/**
 * The leases of nodes. One process is one node, and yet the nodes of earlier processes matter: `state`'s rooms tell which of
 * their connections died with them.
 */
export function createMemoryNodes({ state, now }: MemoryContext, leaseExpiresMs: number): Nodes {
  const nodes = new Map<string, Node>();
  for (const { doc } of state.rooms.values()) {
    for (const { connection } of doc.seats)
      if (connection) nodeOf(connection.node, 0).roomIds.add(doc.roomId);
  }

  function nodeOf(nodeId: string, until: number): Node {
    let node = nodes.get(nodeId);
    if (!node) nodes.set(nodeId, (node = { until, roomIds: new Set() }));
    return node;
  }

  return {
    renew(nodeId, expiresMs) {
      nodeOf(nodeId, 0).until = now() + expiresMs;
      return Promise.resolve();
    },
    enter(nodeId, roomId) {
      nodeOf(nodeId, now() + leaseExpiresMs).roomIds.add(roomId);
      return Promise.resolve();
    },
    exit(nodeId, roomId) {
      nodes.get(nodeId)?.roomIds.delete(roomId);
      return Promise.resolve();
    },
    expired() {
      const lapsed: { nodeId: string; roomIds: string[] }[] = [];
      let anyAlive = false;
      for (const [nodeId, { until, roomIds }] of nodes) {
        if (until > now()) anyAlive = true;
        else lapsed.push({ nodeId, roomIds: [...roomIds] });
      }
      return Promise.resolve(anyAlive ? lapsed : []);
    },
    forget(nodeId) {
      nodes.delete(nodeId);
      return Promise.resolve();
    },
  };
}
