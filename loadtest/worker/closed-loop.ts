import type { Meter } from '../measure/meter.ts';
import type { VirtualUser } from '../virtual-user/virtual-user.ts';
import type { LoadLoop } from './load-loop.ts';
import type { LoadShape } from './worker-protocol.ts';

/** Closed loop: every user keeps `shape.inflight` messages unanswered. Shows saturation, not latency. */
export function closedLoop(users: readonly VirtualUser[], shape: LoadShape, meter: Meter): LoadLoop {
  let stopped = false;
  function sendNext(user: VirtualUser): void {
    if (stopped || !user.open) return;
    if (!user.send(performance.now(), () => sendNext(user))) meter.failed('out of names');
  }
  for (const user of users) for (let count = 0; count < shape.inflight; count++) sendNext(user);
  return {
    stop() {
      stopped = true;
    },
  };
}
