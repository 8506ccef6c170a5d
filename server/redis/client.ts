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
  // A connection that is given up may be one that nobody answers on.
  disconnectTimeout: 500,
  // A new connection asks for the address again, which leads to the new master after a fail-over.
  reconnectOnError: isNoMaster,
};

/**
 * Whether a server says that it is no master (any more). A fail-over leaves connections to the former master open: whoever keeps
 * one is refused for ever.
 */
export function isNoMaster(error: unknown): boolean {
  return error instanceof Error && /^(READONLY|MASTERDOWN)\b/.test(error.message);
}

const retryMs = (attempt: number): number => Math.min(50 * attempt, 500);

export interface ClientOptions {
  /** One address: a Redis; several: a cluster, which the addresses are the way into. */
  urls: readonly string[];
  /** What Redis and the log call the connection. */
  name: string;
  log: PlainLog;
  /** A connection that owes an answer and says nothing for so long is made again. */
  silenceMs: number;
  /** Commands wait for Redis instead of failing: for subscriptions. */
  patient?: boolean;
}

export function createClient({ urls, name, log, silenceMs, patient = false }: ClientOptions): RedisClient {
  const [first] = urls;
  if (first === undefined) throw new RangeError('no address of a Redis');
  const options = {
    ...CONNECTION,
    ...(patient ? PATIENT : IMPATIENT),
    // From the first byte that is owed to the next that comes: what is written meanwhile does not count.
    socketTimeout: silenceMs,
    connectionName: `cityrace-${name}`,
  };
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
