/** The load worker: a process of its own, so that what the load costs is counted apart and can be pinned to a core. */
import { createWorker } from './worker.ts';
import type { WorkerCommand, WorkerMessage } from './worker-protocol.ts';

const send = (message: WorkerMessage): void => void process.send?.(message);
const worker = createWorker(send);

let last: Promise<void> = Promise.resolve();
process.on('message', (command: WorkerCommand) => {
  last = last.then(async () => {
    try {
      send({ type: 'result', command: command.type, result: await worker.execute(command) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      send({ type: 'failed', command: command.type, reason });
    }
  });
});
// Whoever started it is gone: a load that nobody watches must end.
process.on('disconnect', () => process.exit(1));
