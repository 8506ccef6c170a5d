import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SERVE_ARGS, SERVER_MAIN } from '../../deploy/serve-args.mjs';
import { TESTED_SETTINGS } from './tested-settings.ts';

export interface NodeProcess {
  readonly url: string;
  readonly port: number;
  /** The server's own, as it says. */
  readonly pid: number;
  /** Lines of the log so far, newest last; at most 2,000. */
  readonly log: readonly string[];
  readonly exited: Promise<number | null>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * The built server as an operator runs it, in a process of its own, on the Node in use; ready when it says `listening`. Without a
 * port it takes one itself; whoever starts it again on the same port takes it from free-port.ts. `args` are those of `node`.
 */
export async function startNodeProcess(
  env: Record<string, string>,
  port = 0,
  args: readonly string[] = SERVE_ARGS,
): Promise<NodeProcess> {
  if (!existsSync(SERVER_MAIN)) throw new Error('the server is not built: npm run build');
  const child = spawn(process.execPath, args, {
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'info',
      RATE_LIMITS: 'off',
      PORT: String(port),
      HOST: '127.0.0.1',
      ...TESTED_SETTINGS,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails half way leaves no server behind.
  let own = child.pid!;
  const reap = (): void => {
    child.kill('SIGKILL');
    send(own, 'SIGKILL');
  };
  process.once('exit', reap);
  const log: string[] = [];
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      process.off('exit', reap);
      resolve(code);
    }),
  );
  const { url, pid } = await listening(child, log);
  own = pid;
  return {
    url,
    port: Number(new URL(url).port),
    pid,
    log,
    exited,
    stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) send(pid, signal);
      return exited;
    },
  };
}

/** Signals a process that may be gone. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What the server's line `listening` says. */
function listening(child: ChildProcess, log: string[]): Promise<{ url: string; pid: number }> {
  return new Promise((resolve, reject) => {
    const read = (line: string): void => {
      log.push(line);
      if (log.length > 2000) log.shift();
      if (line.includes('"msg":"listening"')) resolve(JSON.parse(line) as { url: string; pid: number });
    };
    createInterface({ input: child.stdout! }).on('line', read);
    createInterface({ input: child.stderr! }).on('line', read);
    child.once('exit', (code) =>
      reject(new Error(`the server stopped with ${code}: ${log.slice(-5).join('\n')}`)),
    );
  });
}
