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

  const isAlive = (nodeId: string): boolean => (nodes.get(nodeId)?.until ?? 0) > now();
  const isAnyAlive = (): boolean => [...nodes.keys()].some(isAlive);

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
    release(nodeId, roomIds) {
      if (roomIds.length === 0) nodes.delete(nodeId);
      else nodes.set(nodeId, { until: 0, roomIds: new Set(roomIds) });
      return Promise.resolve();
    },
    expired(limit) {
      if (!isAnyAlive()) return Promise.resolve([]);
      const lapsed = [...nodes].filter(([nodeId]) => !isAlive(nodeId));
      return Promise.resolve(
        lapsed.map(([nodeId, { roomIds }]) => ({ nodeId, roomIds: [...roomIds].slice(0, limit) })),
      );
    },
    forgetRooms(nodeId, roomIds) {
      const node = nodes.get(nodeId);
      if (!node || isAlive(nodeId)) return Promise.resolve();
      for (const roomId of roomIds) node.roomIds.delete(roomId);
      if (node.roomIds.size === 0) nodes.delete(nodeId);
      return Promise.resolve();
    },
    lost: (nodeIds) => Promise.resolve(isAnyAlive() ? nodeIds.filter((nodeId) => !isAlive(nodeId)) : null),
  };
}
