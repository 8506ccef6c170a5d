import type { Meter } from '../measure/meter.ts';
import { createRandom } from '../measure/random.ts';
import type { VirtualUser } from '../virtual-user/virtual-user.ts';
import type { LoadLoop } from './load-loop.ts';
import type { LoadShape } from './worker-protocol.ts';

/** More unanswered messages than this many seconds' worth, and the server is held to be lost: the run ends. */
const GIVE_UP_SECONDS = 10;

/**
 * Open loop: messages fall due as a Poisson process of `shape.rate` a second, whatever the server does, each at a random
 * user. What is due is sent when a timer (1 ms) or an answer wakes the process, as much for a baseline; the time waited counts
 * as latency, since it is taken from when the message was due (no coordinated omission). `unansweredCount` counts unanswered
 * messages; `queueing` users keep what falls due without a connection.
 */
export function openLoop(
  users: readonly VirtualUser[],
  shape: LoadShape,
  seed: number,
  meter: Meter,
  options: { unansweredCount: () => number; queueing: boolean },
): LoadLoop {
  const random = createRandom(seed);
  let { rate } = shape;
  let dueAt = performance.now() + random.exponential(1000 / rate);
  let stopped = false;

  function sendDue(): void {
    const now = performance.now();
    while (!stopped && dueAt <= now) {
      const user = users[random.below(users.length)]!;
      if (!user.open && !options.queueing) meter.failed('due on a closed connection');
      else if (!user.send(dueAt)) meter.failed('out of names');
      dueAt += random.exponential(1000 / rate);
    }
  }
  const timer = setInterval(sendDue, 1);
  const backlogCheck = setInterval(() => {
    if (options.unansweredCount() < rate * GIVE_UP_SECONDS) return;
    meter.failed('server does not keep up: stopped sending');
    stop();
  }, 500);
  meter.onArrival = sendDue;

  function stop(): void {
    stopped = true;
    clearInterval(timer);
    clearInterval(backlogCheck);
    meter.onArrival = () => undefined;
  }
  return {
    setRate(next) {
      rate = next;
      // What was to come next has no memory of how long nothing came: it is drawn anew.
      dueAt = performance.now() + random.exponential(1000 / rate);
    },
    stop,
  };
}
