import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pinned } from '../nodes/cpu-affinity.ts';
import type { Note, Order, Reports } from './worker-protocol.ts';

/** A driver process, as its parent sees it. */
export interface Driver {
  readonly pid: number;
  /** Gives one order and waits for its report; rejects with the driver's reason. Orders must not overlap. */
  give<Type extends Order['type']>(order: Order & { type: Type }): Promise<Reports[Type]>;
  /** Called with everything the driver says meanwhile; replace it at will. */
  onNote: (note: Note) => void;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts a driver, on one core where `cpu` names it and the machine can pin. */
export function startDriver(cpu?: number): Driver {
  // One core is all it has: collectors' threads would take turns with it, and their turns count as latency.
  const [command, args] = pinned(cpu, process.execPath, [
    '--single-threaded-gc',
    '--no-allocation-site-pretenuring',
    '--import',
    'tsx',
    MAIN,
  ]);
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let answer: ((note: Note) => void) | undefined;

  child.on('message', (note: Note) => {
    if (note.type === 'answer' || note.type === 'failed') answer?.(note);
    else driver.onNote(note);
  });
  child.on('exit', (code) => {
    answer?.({ type: 'failed', order: 'leave', reason: `the driver ended (${code ?? 'killed'})` });
  });

  const driver: Driver = {
    pid: child.pid!,
    onNote: () => undefined,
    give: (order) =>
      new Promise((resolve, reject) => {
        answer = (note) => {
          answer = undefined;
          if (note.type === 'answer') resolve(note.report as Reports[typeof order.type]);
          else if (note.type === 'failed') reject(new Error(note.reason));
        };
        child.send(order);
      }),
    async stop() {
      child.kill();
      await gone;
    },
  };
  return driver;
}
