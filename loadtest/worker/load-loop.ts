import { createRandom } from '../measure/random.ts';
import type { Contestant } from '../virtual-user/virtual-user.ts';
import type { Meter } from '../measure/meter.ts';
import type { LoadShape } from './worker-protocol.ts';

/** A source of messages that runs until it is stopped. */
export interface LoadLoop {
  stop(): void;
}

/** More unanswered messages than this many seconds' worth, and the server is held to be lost: the run ends. */
const HOPELESS_SECONDS = 10;

/**
 * Open loop: messages fall due as a Poisson process of `shape.rate` a second, whatever the server does, each at a random
 * contestant. What is due is sent when a timer (1 ms) or an answer wakes the process, as much for a yardstick; the time waited counts
 * as latency, since it is taken from when the message was due (no coordinated omission). `waiting` counts unanswered
 * messages; `queueing` contestants keep what falls due without a connection.
 */
export function openLoop(
  contestants: readonly Contestant[],
  shape: LoadShape,
  seed: number,
  meter: Meter,
  options: { waiting: () => number; queueing: boolean },
): LoadLoop {
  const random = createRandom(seed);
  const meanMs = 1000 / shape.rate;
  let dueAt = performance.now() + random.exponential(meanMs);
  let stopped = false;

  function pump(): void {
    const now = performance.now();
    while (!stopped && dueAt <= now) {
      const contestant = contestants[random.below(contestants.length)]!;
      if (!contestant.open && !options.queueing) meter.failed('due on a closed connection');
      else if (!contestant.fire(dueAt)) meter.failed('out of names');
      dueAt += random.exponential(meanMs);
    }
  }
  const timer = setInterval(pump, 1);
  const watch = setInterval(() => {
    if (options.waiting() < shape.rate * HOPELESS_SECONDS) return;
    meter.failed('server does not keep up: stopped sending');
    stop();
  }, 500);
  meter.onArrival = pump;

  function stop(): void {
    stopped = true;
    clearInterval(timer);
    clearInterval(watch);
    meter.onArrival = () => undefined;
  }
  return { stop };
}

/** Closed loop: every contestant keeps `shape.inflight` messages unanswered. Shows saturation, not latency. */
export function closedLoop(contestants: readonly Contestant[], shape: LoadShape, meter: Meter): LoadLoop {
  let stopped = false;
  function keep(contestant: Contestant): void {
    if (stopped || !contestant.open) return;
    if (!contestant.fire(performance.now(), () => keep(contestant))) meter.failed('out of names');
  }
  for (const contestant of contestants) for (let count = 0; count < shape.inflight; count++) keep(contestant);
  return {
    stop() {
      stopped = true;
    },
  };
}
