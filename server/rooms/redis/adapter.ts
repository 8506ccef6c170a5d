import { createShardedAdapter } from '@socket.io/redis-adapter';
import type { StoreLog } from '../room-store.ts';
import { createClient } from './client.ts';

export interface NodeAdapter {
  /** For Socket.IO's `adapter`. */
  adapter: ReturnType<typeof createShardedAdapter>;
  close(): Promise<void>;
}

/**
 * What carries messages between nodes. The publisher queues nothing, so that with Redis away local delivery goes on; the
 * subscriber queues, so that its subscriptions are made when Redis returns.
 */
export function createNodeAdapter(urls: readonly string[], log: StoreLog): NodeAdapter {
  const publisher = createClient(urls, 'publisher', log);
  const subscriber = createClient(urls, 'subscriber', log, true);
  return {
    adapter: createShardedAdapter(publisher, subscriber, { subscriptionMode: 'dynamic' }),
    close() {
      publisher.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
