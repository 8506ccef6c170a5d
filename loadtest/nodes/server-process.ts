import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { killOnExit } from './kill-on-exit.ts';
import { pinnedToCpu } from './cpu-affinity.ts';

/** A server process that logged `listening`. */
export interface ServerProcess {
  /** The server's own, as it logs. */
  readonly pid: number;
  readonly url: string;
  /** Ends it with `signal` (SIGTERM) and waits; after 10 s it is killed. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface ServerProcessOptions {
  /** Arguments of `node`. */
  args: readonly string[];
  /** Added to this process's environment; undefined takes one away. */
  env: Record<string, string | undefined>;
  /** The core to keep it to. */
  cpu?: number | undefined;
}

const START_MS = 60_000;
const STOP_MS = 10_000;

/** Starts a Node process and waits for its JSON line `{ msg: 'listening', pid, url }`. Rejects with its last lines instead. */
export function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const [command, args] = pinnedToCpu(options.cpu, process.execPath, options.args);
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  killOnExit(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lastLines: string[] = [];
  const remember = (line: string): void => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
  };

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`did not listen within ${START_MS / 1000} s:\n${lastLines.join('\n')}`));
    }, START_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code ?? 'a signal'} before it listened:\n${lastLines.join('\n')}`));
    });
    createInterface(child.stderr).on('line', remember);
    createInterface(child.stdout).on('line', (line) => {
      remember(line);
      const ready = listeningOf(line);
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve({
        ...ready,
        async stop(signal = 'SIGTERM') {
          const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
          child.kill(signal);
          await exited;
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
