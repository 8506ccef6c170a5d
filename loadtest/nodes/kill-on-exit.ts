import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();
const cleanups = new Set<() => boolean>();
let watching = false;

/** How often, and after how many ms, a cleanup is tried again: a killed process takes a moment to be gone. */
const CLEANUP_TRIES = 20;
const CLEANUP_MS = 25;

/** Kills a child, should this process end without having stopped it: no server outlives its load. */
export function killOnExit(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
  watch();
}

/** Calls `cleanup` after that, until it says that it is done; the returned function takes it back. */
export function onceKilled(cleanup: () => boolean): () => void {
  cleanups.add(cleanup);
  watch();
  return () => cleanups.delete(cleanup);
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const left of running) left.kill('SIGKILL');
    for (const cleanup of cleanups) {
      for (let tries = 1; !cleanup() && tries < CLEANUP_TRIES; tries++) {
        // Nothing asynchronous happens any more.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, CLEANUP_MS);
      }
    }
  });
}
