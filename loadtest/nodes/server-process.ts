import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endWithParent } from './kill-on-exit.ts';
import { pinned } from './cpu-affinity.ts';

/** A server process that said `listening`. */
export interface Listener {
  /** The server's own, as it says. */
  readonly pid: number;
  readonly url: string;
  /** Ends it with `signal` (SIGTERM) and waits; after 10 s it is killed. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  readonly running: boolean;
}

export interface ListenerOptions {
  /** Arguments of `node`. */
  args: readonly string[];
  /** Added to this process's environment; undefined takes one away. */
  env: Record<string, string | undefined>;
  /** The core to keep it to. */
  cpu?: number | undefined;
}

const START_MS = 60_000;
const STOP_MS = 10_000;

/** Starts a Node process and waits for its JSON line `{ msg: 'listening', pid, url }`. Rejects with what it said instead. */
export function startListener(options: ListenerOptions): Promise<Listener> {
  const [command, args] = pinned(options.cpu, process.execPath, options.args);
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithParent(child);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said: string[] = [];
  const remember = (line: string): void => {
    said.push(line);
    if (said.length > 20) said.shift();
  };

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`did not listen within ${START_MS / 1000} s:\n${said.join('\n')}`));
    }, START_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code ?? 'a signal'} before it listened:\n${said.join('\n')}`));
    });
    createInterface(child.stderr).on('line', remember);
    createInterface(child.stdout).on('line', (line) => {
      remember(line);
      const ready = listeningOf(line);
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve({
        ...ready,
        get running() {
          return child.exitCode === null && child.signalCode === null;
        },
        async stop(signal = 'SIGTERM') {
          const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
          child.kill(signal);
          await gone;
          clearTimeout(kill);
        },
      });
    });
  });
}

function listeningOf(line: string): { pid: number; url: string } | undefined {
  if (!line.includes('"listening"')) return undefined;
  try {
    const entry = JSON.parse(line) as { msg?: string; pid?: number; url?: string };
    if (entry.msg !== 'listening' || entry.pid === undefined || entry.url === undefined) return undefined;
    return { pid: entry.pid, url: entry.url };
  } catch {
    return undefined;
  }
}
