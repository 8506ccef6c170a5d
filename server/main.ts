import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../db/atlas/catalogue/load.ts';
import { loadGazetteer } from '../db/atlas/gazetteer/load.ts';
import { createJudge } from '../shared/gazetteer/judge.ts';
import { createApp, type App } from './app.ts';
import { ConfigError, envToConfig, readEnv, type Config } from './config.ts';
import { prepareDataDir } from './data-dir.ts';
import { createLog, type Log } from './log.ts';
import { createQuizzes } from './quizzes/quizzes.ts';

/** The promised end, should a stage of stopping hold the process up. */
const LONGEST_STOP_MS = 4900;

const here = dirname(fileURLToPath(import.meta.url));
/** What the build made: this file is in it, or runs as a source beside it. */
const dist = basename(dirname(here)) === 'dist' ? dirname(here) : join(here, '../dist');

const config = await readConfig();
const log = createLog(config.logLevel);

process.on('unhandledRejection', (error) => {
  log.error({ err: error }, 'unhandled rejection');
});

try {
  const app = await start(config, log);
  stopOnSignals(app, log);
  log.info({ url: await app.listen() }, 'listening');
} catch (error) {
  log.fatal({ err: error }, `cannot start: ${(error as Error).message}`);
  process.exit(1);
}

async function readConfig(): Promise<Config> {
  try {
    const read = envToConfig(readEnv(process.env));
    await prepareDataDir(read);
    return read;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Cityrace cannot start: ${error.message}`);
    process.exit(1);
  }
}

async function start(settings: Config, logger: Log): Promise<App> {
  const gazetteer = loadGazetteer(join(dist, 'gazetteer'));
  const catalogue = loadCatalogue(join(dist, 'catalogue'), gazetteer);
  return createApp({
    config: settings,
    log: logger,
    quizzes: createQuizzes({ gazetteer, judge: createJudge(gazetteer), catalogue }),
    clientFolder: join(dist, 'client'),
    mapsFolder: join(dist, 'maps'),
    onFatal(error) {
      logger.fatal({ err: error }, error.message);
      process.exit(1);
    },
  });
}

function stopOnSignals(app: App, logger: Log): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('stop took too long');
      process.exit(1);
    }, LONGEST_STOP_MS).unref();
    app.stop().then(
      (cutShort) => {
        logger.info({ cutShort }, 'stopped');
        process.exit(cutShort.length === 0 ? 0 : 1);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
