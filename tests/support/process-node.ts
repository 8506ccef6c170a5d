import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SERVE_ARGS, SERVER_MAIN } from '../../deploy/serve-args.mjs';

export interface NodeProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Lines of the log so far, newest last; at most 2,000. */
  readonly log: readonly string[];
  readonly exited: Promise<number | null>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** The built server as an operator runs it, in a process of its own; ready when it says `listening`. */
export async function startNodeProcess(port: number, env: Record<string, string>): Promise<NodeProcess> {
  if (!existsSync(SERVER_MAIN)) throw new Error('the server is not built: npm run build');
  const child = spawn(process.execPath, SERVE_ARGS, {
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'info',
      RATE_LIMITS: 'off',
      PORT: String(port),
      HOST: '127.0.0.1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails half way leaves no server behind.
  const reap = (): void => void child.kill('SIGKILL');
  process.once('exit', reap);
  const log: string[] = [];
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      process.off('exit', reap);
      resolve(code);
    }),
  );
  await listening(child, log);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid!,
    log,
    exited,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return exited;
    },
  };
}

function listening(child: ChildProcess, log: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = (line: string): void => {
      log.push(line);
      if (log.length > 2000) log.shift();
      if (line.includes('"msg":"listening"')) resolve();
    };
    createInterface({ input: child.stdout! }).on('line', read);
    createInterface({ input: child.stderr! }).on('line', read);
    child.once('exit', (code) =>
      reject(new Error(`the server stopped with ${code}: ${log.slice(-5).join('\n')}`)),
    );
  });
}
