import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from '../db/postgres/database.ts';
import { openDatabase } from '../db/postgres/open.ts';
import { DURATIONS, type Durations } from '../shared/durations.ts';
import { createBroadcast } from './broadcast/broadcast.ts';
import { createRedisNodeBus } from './broadcast/redis-node-bus.ts';
import { createSocketServer } from './broadcast/socket-server.ts';
import { createClock, createMonotonicEpoch, createSteadyClock } from './clock.ts';
import { createCommandExecutor } from './commands/command-executor.ts';
import { createNodeRooms } from './commands/node-rooms.ts';
import { createParking } from './commands/parking.ts';
import { createRoomCache } from './commands/room-cache.ts';
import { createRoomService } from './commands/room-service.ts';
import { createViews } from './commands/views.ts';
import type { Config } from './config.ts';
import { createDraining } from './endpoint/draining.ts';
import { createEndpoint } from './endpoint/endpoint.ts';
import { openFastPath } from './fast-path/open-fast-path.ts';
import { createHttpApp } from './http/http-app.ts';
import { createIdentities } from './identity/identity.ts';
import { createNameFilter } from './identity/name-filter.ts';
import { loadSecret } from './identity/secret.ts';
import { createGuessAdmission } from './limits/guess-admission.ts';
import { createQuotas } from './limits/quotas.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Quizzes } from './quizzes/quizzes.ts';
import { createStages } from './stages.ts';
import { createMemoryStore } from './store/memory/store.ts';
import { createRedisStore } from './store/redis/store.ts';
import type { RoomStore } from './store/room-store.ts';
import { createWorkers } from './workers/workers.ts';

export interface App {
  /** Distinguishes the nodes that share a store; a new one at every start. */
  readonly nodeId: string;
  readonly store: RoomStore;
  readonly database: Database;
  /** Starts to serve; the address it listens on. */
  listen(): Promise<string>;
  /**
   * Drains and stops within five seconds: clients are told to go elsewhere, what is under way is finished. Everything is closed when it
   * resolves, with the names of the stages that took too long and were cut short.
   */
  stop(): Promise<string[]>;
}

/** The longest that stopping waits for who played last to be noted, which is nice to know and no more. */
const PLAYER_WRITES_MS = 200;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref());

/** Closes all of them, whatever happens to one; rejects with the first failure. */
async function closeAll(closed: readonly { close: () => Promise<void> }[]): Promise<void> {
  const results = await Promise.allSettled(closed.map((one) => one.close()));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
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

/**
 * Builds a node: the one place where everything is put together, each part from those above it. Stores, then what brings events to
 * members, then the commands of rooms, then workers, then the endpoint that lets connections in.
 */
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
    path: config.basePath,
    acceptName: names.accept,
  });

  const urls = config.redisUrls;
  const fastPath = await openFastPath({
    pieces: config.fastPath,
    isOneRedis: urls.length === 1,
    createServer: () =>
      createSocketServer({ request: (_, response) => response.end(), limits, adapter: undefined }),
    frameBytes: limits.frameBytes,
    log,
    onLive: (live) => metrics.fastPath(live),
  });
  const nodeBus = urls.length > 0 ? createRedisNodeBus({ urls, durations, log }) : undefined;
  const { openScript } = fastPath;
  const store = nodeBus
    ? await createRedisStore({ urls, nodeId, clock: createMonotonicEpoch(), log, durations, openScript })
    : await createMemoryStore({
        folder: join(config.dataDir, 'rooms'),
        clock: createSteadyClock(),
        log,
        durations,
        currentId: quizzes.currentId,
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
  const admission = createGuessAdmission({
    limits,
    durations,
    elapsed: clock.elapsed,
    random: Math.random,
    atTurnEnd: (callback) => void setImmediate(callback),
    storeSilenceMs: () => store.silenceMs(),
    isStoreInProcess: store.kind === 'memory',
  });
  const draining = createDraining();

  const request = createHttpApp({
    config,
    durations,
    log,
    metrics,
    store,
    database,
    quizzes,
    identities,
    names,
    quotas,
    clientFolder: options.clientFolder,
    mapsFolder: options.mapsFolder,
    isDraining: draining.isDraining,
  });
  const sockets = createSocketServer({ request, limits, adapter: nodeBus?.adapter });
  const cache = createRoomCache({ store, clock });
  const broadcast = createBroadcast({
    io: sockets.io,
    nodeId,
    frames: fastPath.frames,
    channel: nodeBus?.channel,
    limits,
    durations,
    elapsed: clock.elapsed,
    onChanged: cache.drop,
    overload: admission,
    log,
  });
  const { broadcaster, subscriptions } = broadcast;

  const cityOf = quizzes.city;
  const executor = createCommandExecutor({ store, cache, broadcaster, cityOf, durations, limits, nodeId });
  const nodeRooms = createNodeRooms({
    store,
    nodeId,
    socketsOf: subscriptions.socketsOf,
    elapsed: clock.elapsed,
  });
  const parking = createParking({
    store,
    parked: database.parked,
    runs: database.runs,
    durations,
    currentId: quizzes.currentId,
  });
  const workers = createWorkers({
    store,
    database,
    executor,
    cache,
    nodeRooms,
    parking,
    broadcast,
    nodeId,
    clock,
    durations,
    metrics,
    log,
  });
  const onGone = (roomId: string, playerId: string, socket: string): void =>
    void workers.disconnects.add({ roomId, playerId, socket });
  const commands = createRoomService(
    {
      store,
      quizzes,
      names,
      broadcaster,
      nodeRooms,
      cache,
      executor,
      views: createViews({ store, cityOf }),
      quotas,
      durations,
      limits,
      elapsed: clock.elapsed,
      log,
      onGone,
      onSeated: (playerId, name) => workers.players.add({ playerId, name, seenAt: store.now() }),
    },
    parking,
  );
  const endpoint = createEndpoint({
    config,
    nodeId,
    limits,
    durations,
    sockets,
    broadcast,
    commands,
    fastPath,
    draining,
    admission,
    identities,
    quotas,
    store,
    clock,
    metrics,
    log,
    onGone,
  });
  metrics.gauge('outbox_runs', 'Finished games that wait for Postgres', () => store.outbox.size());

  let stopped: Promise<string[]> | undefined;
  async function stop(): Promise<string[]> {
    const stages = createStages(durations.stopMs, clock.elapsed, log);
    await stages.run('draining', durations.drainMs + 600, () => endpoint.drain());
    await stages.run('disconnects', 400, () => workers.disconnects.idle());
    broadcast.stop();
    cache.stop();
    metrics.stop();
    // Before whatever waits for Postgres: the other nodes wait for the lease.
    await stages.run('lease', 200, () => workers.releaseLease());
    await stages.run('workers', 200, () => workers.stop());
    // A database that is not ready yet is no hang: closing refuses what waits for it. The room store takes what was saved meanwhile.
    // An embedded one that is only starting is killed after a second and a half, which loses nothing.
    await stages.run('database', 1900, async () => {
      await Promise.race([workers.players.stop(), pause(PLAYER_WRITES_MS)]);
      await closeAll([database, { close: () => workers.stopSaving() }]);
    });
    await stages.run('stores', Infinity, () => closeAll([store, ...(nodeBus ? [nodeBus] : [])]));
    return stages.cutShort;
  }

  return {
    nodeId,
    store,
    database,
    async listen() {
      await endpoint.listen(config.port, config.host);
      // It may have been told to stop meanwhile.
      if (!stopped) workers.start();
      const { port } = sockets.http.address() as { port: number };
      return `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
    },
    stop: () => (stopped ??= stop()),
  };
}
