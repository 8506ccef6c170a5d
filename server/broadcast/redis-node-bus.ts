import { createShardedAdapter } from '@socket.io/redis-adapter';
import type { NodeChannel } from './node-channel.ts';
import type { StoreLog } from '../store/room-store.ts';
import { createClient } from '../redis/client.ts';

/** What carries messages between the nodes that share a Redis. */
export interface RedisNodeBus {
  /** For Socket.IO's `adapter`. */
  adapter: ReturnType<typeof createShardedAdapter>;
  channel: NodeChannel;
  close(): Promise<void>;
}

const channelOf = (nodeId: string): string => `cityrace:node:${nodeId}`;

/**
 * The publisher queues nothing, so that with Redis away local delivery goes on; the subscriber queues, so that its
 * subscriptions are made when Redis returns.
 */
export function createRedisNodeBus(urls: readonly string[], log: StoreLog): RedisNodeBus {
  const publisher = createClient(urls, 'publisher', log);
  const subscriber = createClient(urls, 'subscriber', log, true);
  return {
    adapter: createShardedAdapter(publisher, subscriber, { subscriptionMode: 'static' }),
    channel: {
      send(nodeId, text) {
        // Whoever misses an event sees so by the next one's `seq`, or the heartbeat's.
        publisher.spublish(channelOf(nodeId), text).catch(() => undefined);
      },
      listen(nodeId, onText) {
        const own = channelOf(nodeId);
        subscriber.on('smessageBuffer', (channel: Buffer, text: Buffer) => {
          if (channel.length === own.length && channel.toString('latin1') === own) onText(text.toString());
        });
        // Repeated by the client itself after each outage.
        subscriber.ssubscribe(own).catch(() => undefined);
      },
    },
    close() {
      publisher.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
