import { Cluster, Redis } from 'ioredis';
import type { PlainLog } from '../log.ts';

export type RedisClient = Redis | Cluster;

/**
 * While Redis is away a command must fail at once: nothing queues, nothing is sent twice (a step whose answer is lost may have
 * been done), and the connection comes back by itself within half a second of its return.
 */
const IMPATIENT = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  autoResendUnfulfilledCommands: false,
};

/** Subscriptions wait for Redis instead. */
const PATIENT = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  autoResendUnfulfilledCommands: true,
};

const CONNECTION = {
  enableAutoPipelining: false,
  connectTimeout: 2000,
  // A connection that died without a word; longer than a paused Redis, whose late answers are wanted.
  socketTimeout: 15_000,
};

const retryMs = (attempt: number): number => Math.min(50 * attempt, 500);

/** One address: a Redis; several: a cluster, which the addresses are the way into. */
export function createClient(
  urls: readonly string[],
  name: string,
  log: PlainLog,
  patient = false,
): RedisClient {
  const [first] = urls;
  if (first === undefined) throw new RangeError('no address of a Redis');
  const options = { ...CONNECTION, ...(patient ? PATIENT : IMPATIENT), connectionName: `cityrace-${name}` };
  const client =
    urls.length === 1
      ? new Redis(first, { ...options, retryStrategy: retryMs })
      : createCluster(urls, { ...options, ...credentialsOf(first) });
  tellOutages(client, name, log);
  return client;
}

function createCluster(
  urls: readonly string[],
  { enableOfflineQueue, ...redisOptions }: typeof CONNECTION & { enableOfflineQueue: boolean },
): Cluster {
  return new Cluster([...urls], {
    enableOfflineQueue,
    shardedSubscribers: true,
    slotsRefreshInterval: 5000,
    // Within the time that a command has; the caller bounds it anyway.
    maxRedirections: 8,
    clusterRetryStrategy: retryMs,
    redisOptions,
  });
}

/** A cluster's nodes are found by asking it, so they share the first address's credentials. */
function credentialsOf(url: string): { username?: string; password?: string; tls?: object } {
  const { username, password, protocol } = new URL(url);
  return {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

/** One line when Redis goes and one when it comes, however often connecting fails in between. */
function tellOutages(client: RedisClient, name: string, log: PlainLog): void {
  let away = false;
  const tellAway = (reason: string): void => {
    if (!away) log.warn({ client: name, reason }, 'Redis is away');
    away = true;
  };
  client.on('error', (error: Error) => tellAway(error.message));
  // A connection may also end without an error; one that this process ends is not made again.
  client.on('reconnecting', () => tellAway('the connection was closed'));
  client.on('ready', () => {
    if (away) log.info({ client: name }, 'Redis is back');
    away = false;
  });
}

/** The masters: of a cluster, or the one Redis. */
export const mastersOf = (client: RedisClient): Redis[] =>
  client instanceof Cluster ? client.nodes('master') : [client];
