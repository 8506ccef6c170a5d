/** The driver: a process of its own, so that what the load costs is counted apart and can be pinned to a core. */
import { createDesk } from './worker.ts';
import type { Note, Order } from './worker-protocol.ts';

const say = (note: Note): void => void process.send?.(note);
const desk = createDesk(say);

let last: Promise<void> = Promise.resolve();
process.on('message', (order: Order) => {
  last = last.then(async () => {
    try {
      const report = await desk.carryOut(order);
      say({ type: 'answer', order: order.type, report });
    } catch (error) {
      say({
        type: 'failed',
        order: order.type,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  });
});
// Whoever started it is gone: a load that nobody watches must end.
process.on('disconnect', () => process.exit(1));
