import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../../server/app.ts';
import { envToConfig, readEnv, type Config } from '../../server/config.ts';
import { createLog, type Log } from '../../server/log.ts';
import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import { createFakeDatabase, type FakeDatabase } from './fake-database.ts';
import { smallQuizzes } from './small-quizzes.ts';
import { TESTED_SETTINGS } from './tested-settings.ts';

export interface TestNode {
  readonly url: string;
  readonly port: number;
  readonly app: App;
  readonly database: FakeDatabase;
  stop(): Promise<void>;
}

export interface NodeOptions {
  /** Environment of the server, besides the port and a data folder of its own. */
  env?: Record<string, string>;
  durations?: Partial<Durations>;
  limits?: Partial<Limits>;
  /** Where its log goes, instead of standard output. */
  log?: Log;
  /** Shared by the nodes of a test; each has its own otherwise. */
  database?: FakeDatabase;
}

/** A node in this process, on a free port, with real quizzes and a database in memory. Rates are lifted unless `env` says otherwise. */
export async function startNode(options: NodeOptions = {}): Promise<TestNode> {
  const folder = await mkdtemp(join(tmpdir(), 'cityrace-node-'));
  const database = options.database ?? createFakeDatabase();
  const read = envToConfig(
    readEnv({
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: folder,
      RATE_LIMITS: 'off',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
      ...TESTED_SETTINGS,
      ...options.env,
    }),
  );
  const config: Config = { ...read, limits: { ...read.limits, ...options.limits } };
  const app = await createApp({
    config,
    log: options.log ?? createLog(config.logLevel),
    quizzes: smallQuizzes(),
    clientFolder: join(folder, 'client'),
    mapsFolder: join(folder, 'maps'),
    database,
    ...(options.durations ? { durations: options.durations } : {}),
  });
  const url = await app.listen();
  return {
    url,
    port: Number(new URL(url).port),
    app,
    database,
    async stop() {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
