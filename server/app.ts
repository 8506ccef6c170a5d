import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Database } from '../db/postgres/database.ts';
import { openDatabase } from '../db/postgres/open.ts';
import { DURATIONS, type Durations } from '../shared/durations.ts';
import { createClock, createMonotonicEpoch, createSteadyClock } from './clock.ts';
import type { Config } from './config.ts';
import { createHttpApp } from './http/http-app.ts';
import { createIdentities } from './identity/identity.ts';
import { loadSecret } from './identity/secret.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createNameFilter } from './identity/name-filter.ts';
import type { Quizzes } from './quizzes/quizzes.ts';
import { createMemoryStore } from './store/memory/store.ts';
import { createRedisNodeBus } from './broadcast/redis-node-bus.ts';
import { createRedisStore } from './store/redis/store.ts';
import { createRunSaver } from './workers/run-saver.ts';
import { createParking } from './commands/parking.ts';
import { createPresence } from './workers/presence.ts';
import { createPlayerWriteBuffer } from './workers/player-write-buffer.ts';
import { createQuotas } from './limits/quotas.ts';
import { createRoomCache } from './commands/room-cache.ts';
import { createRoomService } from './commands/room-service.ts';
import type { RoomStore } from './store/room-store.ts';
import { createCommandExecutor } from './commands/command-executor.ts';
import { createSweeper } from './workers/due-rooms.ts';
import { createViews } from './commands/views.ts';
import { createEndpoint } from './endpoint/endpoint.ts';

export interface App {
  /** Distinguishes the nodes that share a store; a new one at every start. */
  readonly nodeId: string;
  readonly store: RoomStore;
  readonly database: Database;
  /** Starts to serve; the address it listens on. */
  listen(): Promise<string>;
  /** Drains and stops: clients are told to go elsewhere, what is under way is finished. Everything is closed when it resolves. */
  stop(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  log: Log;
  quizzes: Quizzes;
  /** Folders of the built client and maps. */
  clientFolder: string;
  mapsFolder: string;
  /** For tests: other durations, and other stores than the configured ones (which {@link App.stop} closes too). */
  durations?: Partial<Durations>;
  database?: Database;
  /** This node must not go on: another has its folder. End the process at once, without stopping anything. */
  onFatal?: (error: Error) => void;
}

/** Builds a node: the one place where everything is put together. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, log, quizzes } = options;
  const durations: Durations = { ...DURATIONS, ...options.durations };
  const { limits } = config;
  const nodeId = randomBytes(6).toString('hex');
  const clock = createClock();
  const metrics = createMetrics();
  const names = createNameFilter();

  const secret = await loadSecret(config.dataDir, config.sessionSecret);
  const identities = createIdentities({
    secret,
    secure: config.publicUrl?.startsWith('https:') ?? false,
    acceptName: names.accept,
  });
  const urls = config.redisUrls;
  const link = urls.length > 0 ? createRedisNodeBus(urls, log) : undefined;
  const store = link
    ? await createRedisStore({ urls, nodeId, clock: createMonotonicEpoch(), log, durations })
    : await createMemoryStore({
        folder: join(config.dataDir, 'rooms'),
        clock: createSteadyClock(),
        log,
        durations,
        ...(options.onFatal ? { onFolderLost: options.onFatal } : {}),
      });
  const database =
    options.database ??
    (await openDatabase({
      url: config.databaseUrl,
      dataDir: config.dataDir,
      log,
      onError: () => metrics.storeError('postgres'),
    }));

  const quotas = createQuotas(store.counters);
  const gateway = createEndpoint({
    config,
    nodeId,
    limits,
    durations,
    link,
    identities,
    quotas,
    store,
    clock,
    metrics,
    log,
    request: (request, response) => {
      handleHttp(request, response);
    },
  });
  const { publisher } = gateway;
  const cityOf = quizzes.city;
  const cache = createRoomCache({ store, clock });
  const steps = createCommandExecutor({ store, cache, publisher, cityOf, durations, nodeId });
  const playerWrites = createPlayerWriteBuffer({
    write: (players) => database.players.note(players),
    intervalMs: durations.playerWritesMs,
  });
  const parking = createParking({ store, parked: database.parked, durations });
  const presence = createPresence({
    store,
    steps,
    clock,
    durations,
    nodeId,
    membersOf: gateway.membersOf,
    log,
  });
  const service = createRoomService(
    {
      store,
      quizzes,
      names,
      publisher,
      presence,
      cache,
      steps,
      views: createViews({ store, cityOf }),
      quotas,
      durations,
      limits,
      log,
      onSeated(playerId, name) {
        playerWrites.add({ playerId, name, seenAt: store.now() });
      },
    },
    parking,
  );
  const sweeper = createSweeper({
    store,
    steps,
    saver: createRunSaver({ store, runs: database.runs, log }),
    parking,
    cache,
    durations,
    log,
    random: Math.random,
  });
  const handleHttp: RequestListener = createHttpApp({
    config,
    durations,
    log,
    metrics,
    store,
    database,
    quizzes,
    identities,
    names,
    clientFolder: options.clientFolder,
    mapsFolder: options.mapsFolder,
    isDraining: gateway.isDraining,
  });
  gateway.serve({ service, presence, onChanged: cache.drop });
  metrics.gauge('outbox_runs', 'Finished games that wait for Postgres', () => store.outbox.size());

  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    await gateway.drain();
    await sweeper.stop();
    await presence.stop();
    cache.stop();
    metrics.stop();
    const closeDatabase = playerWrites.stop().then(() => database.close());
    await Promise.allSettled([store.close(), link?.close(), closeDatabase]);
  }

  return {
    nodeId,
    store,
    database,
    async listen() {
      await gateway.listen(config.port, config.host);
      presence.start();
      sweeper.start();
      const { port } = gateway.http.address() as AddressInfo;
      return `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
    },
    stop: () => (stopped ??= stop()),
  };
}
