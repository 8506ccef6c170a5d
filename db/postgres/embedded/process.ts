import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ChildArguments, FromChild } from './messages.ts';

export interface EmbeddedPostgres {
  /** Folder of the Unix socket: the `host` of a connection. */
  readonly host: string;
  readonly state: 'starting' | 'listening' | 'stopped';
  readonly pid: number | undefined;
  /** Lets it close its files, and kills it if it takes too long. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the data; `<folder>.lock` and `<folder>.unfinished` may stand beside it. */
  folder: string;
  /** Called whenever it begins to listen, and whenever it is gone. */
  onListening: () => void;
  onGone: (reason: string) => void;
  /** What {@link writeSnapshot} wrote; by default the build's, if it is there. */
  snapshotPath?: string;
}

const STOP_MS = 1500;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

/** Runs the embedded Postgres as a child process, and again when it dies, at growing distances. Does not wait for it. */
export function startEmbedded(options: EmbeddedOptions): EmbeddedPostgres {
  // The socket's path must be short (107 bytes), which a data folder need not be; only this user may enter.
  const host = mkdtempSync(join(tmpdir(), 'cityrace-pg-'));
  const given: ChildArguments = {
    folder: options.folder,
    socketPath: join(host, '.s.PGSQL.5432'),
    snapshotPath: options.snapshotPath ?? snapshotFile(),
  };
  let state: EmbeddedPostgres['state'] = 'starting';
  let child: ChildProcess;
  let retryMs = FIRST_RETRY_MS;
  let retry: NodeJS.Timeout | undefined;

  const launch = (): void => {
    const { file, execArgv } = childProgram();
    let reason = '';
    child = fork(file, [JSON.stringify(given)], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('message', (message: FromChild) => {
      if (message.type === 'failed') reason = message.reason;
      else if (state !== 'stopped') {
        state = 'listening';
        retryMs = FIRST_RETRY_MS;
        options.onListening();
      }
    });
    child.on('error', (error) => {
      reason = error.message;
    });
    child.on('exit', (code, signal) => {
      if (state === 'stopped') return;
      state = 'starting';
      options.onGone(reason || `it ended with ${signal ?? `code ${String(code)}`}`);
      retry = setTimeout(launch, retryMs);
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
    });
  };
  launch();

  return {
    host,
    get state() {
      return state;
    },
    get pid() {
      return child.pid;
    },
    async stop() {
      if (state === 'stopped') return;
      state = 'stopped';
      clearTimeout(retry);
      await ended(child);
      rmSync(host, { recursive: true, force: true });
    },
  };
}

/** Asks the child to stop and waits for it; after {@link STOP_MS} it is killed, which loses nothing acknowledged. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const killing = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(killing);
      resolve();
    });
    if (child.connected) child.send('stop', () => undefined);
    else child.kill('SIGKILL');
  });
}

const here = fileURLToPath(import.meta.url);

/** The child's program: beside this bundle, or the source through tsx where the sources run as they are. */
function childProgram(): { file: string; execArgv: string[] } {
  if (!here.endsWith('.ts')) return { file: join(dirname(here), 'pglite-child.js'), execArgv: [] };
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { file: join(dirname(here), 'child.ts'), execArgv: ['--import', loader] };
}

function snapshotFile(): string | null {
  const name = 'pglite-snapshot.tgz';
  const places = [join(dirname(here), '..', name), join(dirname(here), '../../../dist', name)];
  return places.find((path) => existsSync(path)) ?? null;
}
