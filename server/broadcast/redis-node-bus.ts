import { createShardedAdapter } from '@socket.io/redis-adapter';
import type { NodeChannel } from './node-channel.ts';
import type { Durations } from '../../shared/durations.ts';
import type { StoreLog } from '../store/room-store.ts';
import { createClient, isNoMaster } from '../redis/client.ts';
import { checkSubscription, type SubscriptionCheck } from './subscription-check.ts';

/** What carries messages between the nodes that share a Redis. */
export interface RedisNodeBus {
  /** For Socket.IO's `adapter`. */
  adapter: ReturnType<typeof createShardedAdapter>;
  channel: NodeChannel;
  close(): Promise<void>;
}

const channelOf = (nodeId: string): string => `cityrace:node:${nodeId}`;

/** What a node tells itself; messages of nodes have a space. */
const CHECK = 'check';

export interface RedisNodeBusOptions {
  /** As {@link createClient} takes them. */
  urls: readonly string[];
  durations: Pick<Durations, 'storeSilenceMs' | 'subscriptionCheckMs'>;
  log: StoreLog;
}

/**
 * The publisher queues nothing, so that with Redis away local delivery goes on; the subscriber queues, so that its
 * subscriptions are made when Redis returns.
 */
export function createRedisNodeBus({ urls, durations, log }: RedisNodeBusOptions): RedisNodeBus {
  const { storeSilenceMs: silenceMs, subscriptionCheckMs } = durations;
  const publisher = createClient({ urls, name: 'publisher', log, silenceMs });
  const subscriber = createClient({ urls, name: 'subscriber', log, silenceMs, patient: true });
  let check: SubscriptionCheck | undefined;

  function subscribeAgain(reason: string): void {
    if (subscriber.status !== 'ready') return;
    log.warn({ reason }, 'the subscription is made again');
    subscriber.disconnect(true);
  }

  function tellMyself(own: string): void {
    publisher.spublish(own, CHECK).catch(() => undefined);
    // A replica takes messages too, for its own subscribers alone; but it refuses to write.
    publisher.del(own).catch((error: unknown) => {
      if (isNoMaster(error)) subscribeAgain('the server is no master');
    });
  }

  return {
    adapter: createShardedAdapter(publisher, subscriber, { subscriptionMode: 'static' }),
    channel: {
      send(nodeId, text) {
        // Whoever misses an event sees so by the next one's `seq`, or the heartbeat's.
        publisher.spublish(channelOf(nodeId), text).catch(() => undefined);
      },
      listen(nodeId, onText) {
        const own = channelOf(nodeId);
        const checking = checkSubscription({
          send: () => tellMyself(own),
          reconnect: () => subscribeAgain('nothing is heard'),
          everyMs: subscriptionCheckMs,
          silenceMs,
        });
        check = checking;
        subscriber.on('smessageBuffer', (channel: Buffer, bytes: Buffer) => {
          if (channel.length !== own.length || channel.toString('latin1') !== own) return;
          const text = bytes.toString();
          if (text === CHECK) checking.heard();
          else onText(text);
        });
        // Repeated by the client itself after each outage.
        subscriber.ssubscribe(own).catch(() => undefined);
      },
    },
    close() {
      check?.stop();
      publisher.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
