import type { Durations } from '../../../shared/durations.ts';
import { StoreUnavailable, type RoomStore, type StoreLog } from '../room-store.ts';
import { createCaller } from './caller.ts';
import { storeError, unanswered } from './deadlines.ts';
import { createClient, isNoMaster, mastersOf } from '../../redis/client.ts';
import type { RedisContext } from './context.ts';
import { createRedisCounters } from './counters.ts';
import { createRedisDue } from './due.ts';
import { createRedisNodes } from './nodes.ts';
import { createRedisOutbox } from './outbox.ts';
import { warnOfLosses } from './persistence.ts';
import { createRedisRooms } from './rooms.ts';
import { SCRIPTS } from './scripts.ts';
import type { OpenScriptConnection } from '../../fast-path/script-connection.ts';
import { createStoreClock } from './store-clock.ts';
import { createRedisTokens } from './tokens.ts';

export interface RedisStoreOptions {
  /** One address of a Redis 7, or several of a cluster: `redis://[user:password@]host:port`, `rediss://` for TLS. */
  urls: readonly string[];
  /** This node, as seats' connections name it. */
  nodeId: string;
  /** The node's own clock: epoch ms that never jump, however the system's clock is set. */
  clock: () => number;
  log: StoreLog;
  durations: Pick<Durations, 'storeTimeoutMs' | 'storeSilenceMs' | 'roomExpiresMs' | 'leaseExpiresMs'>;
  /** Opens a connection of its own for guesses to one Redis; without it they go with everything else. */
  openScript?: OpenScriptConnection | undefined;
}

/** The room store of many nodes. Resolves also while Redis is away: then calls reject until it comes. */
export async function createRedisStore(options: RedisStoreOptions): Promise<RoomStore> {
  const { durations, log } = options;
  const { storeTimeoutMs, storeSilenceMs } = durations;
  const client = createClient({ urls: options.urls, name: 'rooms', log, silenceMs: storeSilenceMs });
  const [address] = options.urls;
  // A cluster moves rooms between masters: there ioredis knows the way.
  const guesses =
    options.urls.length === 1
      ? options.openScript?.({
          url: address!,
          lua: SCRIPTS.guess,
          timeoutMs: storeTimeoutMs,
          silenceMs: storeSilenceMs,
          failed: storeError,
          unanswered,
          isFatal: isNoMaster,
          log,
        })
      : undefined;
  const caller = createCaller(client, guesses, durations, log);
  const clock = createStoreClock(options.clock);
  const context: RedisContext = {
    client,
    caller,
    clock,
    localNow: options.clock,
    nodeId: options.nodeId,
    expiresMs: durations.roomExpiresMs,
  };
  const firstReady = new Promise<boolean>((resolve) => {
    client.once('ready', () => resolve(true));
    setTimeout(() => resolve(false), storeTimeoutMs).unref();
  });
  client.once('ready', () => void warnOfLosses(client, log));
  const due = createRedisDue(context);
  // A claim of nothing: brings the store's time.
  if (await firstReady) await due.claim(0, 0).catch(() => undefined);

  return {
    kind: 'redis',
    now: () => clock.now(),
    silenceMs: () => caller.guessSilenceMs(),
    rooms: createRedisRooms(context),
    due,
    outbox: createRedisOutbox(context),
    nodes: createRedisNodes(context, durations.leaseExpiresMs),
    counters: createRedisCounters(context),
    tokens: createRedisTokens(context),
    async ping() {
      const masters = mastersOf(client);
      if (masters.length === 0) throw new StoreUnavailable('no master of the cluster is known');
      await caller.bound(Promise.all(masters.map((master) => master.ping())));
    },
    close() {
      caller.close();
      client.disconnect();
      return Promise.resolve();
    },
  };
}
