import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pinnedToCpu } from '../nodes/cpu-affinity.ts';
import type { WorkerCommand, WorkerMessage, WorkerResults } from './worker-protocol.ts';

/** A worker process, as its parent sees it. */
export interface WorkerProcess {
  readonly pid: number;
  /** Sends one command and waits for its result; rejects with the worker's reason. Commands must not overlap. */
  execute<Type extends WorkerCommand['type']>(
    command: WorkerCommand & { type: Type },
  ): Promise<WorkerResults[Type]>;
  /** Called with everything the worker says meanwhile; replace it at will. */
  onMessage: (message: WorkerMessage) => void;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts a worker, on one core where `cpu` names it and the machine can pin. */
export function startWorkerProcess(cpu?: number): WorkerProcess {
  // One core is all it has: collectors' threads would take turns with it, and their turns count as latency.
  const [command, args] = pinnedToCpu(cpu, process.execPath, [
    '--single-threaded-gc',
    '--no-allocation-site-pretenuring',
    '--import',
    'tsx',
    MAIN,
  ]);
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let settle: ((message: WorkerMessage) => void) | undefined;

  child.on('message', (message: WorkerMessage) => {
    if (message.type === 'result' || message.type === 'failed') settle?.(message);
    else worker.onMessage(message);
  });
  child.on('exit', (code) => {
    settle?.({ type: 'failed', command: 'tear-down', reason: `the worker ended (${code ?? 'killed'})` });
  });

  const worker: WorkerProcess = {
    pid: child.pid!,
    onMessage: () => undefined,
    execute: (command) =>
      new Promise((resolve, reject) => {
        settle = (message) => {
          settle = undefined;
          if (message.type === 'result') resolve(message.result as WorkerResults[typeof command.type]);
          else if (message.type === 'failed') reject(new Error(message.reason));
        };
        child.send(command);
      }),
    async stop() {
      child.kill();
      await exited;
    },
  };
  return worker;
}
