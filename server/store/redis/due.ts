import type { DueSet } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { DUE } from './keys.ts';

export function createRedisDue({ caller, clock, localNow, expiresMs }: RedisContext): DueSet {
  return {
    async schedule(roomId, at) {
      await caller.run('dueSchedule', DUE, [roomId, at, expiresMs]);
    },
    async claim(limit, leaseMs) {
      const sentAt = localNow();
      const reply = await caller.run('dueClaim', DUE, [limit, leaseMs, expiresMs]);
      const [now, ...pairs] = reply as [number, ...(string | number)[]];
      clock.observe(sentAt, now);
      const claimed: { roomId: string; lease: number }[] = [];
      for (let i = 0; i < pairs.length; i += 2)
        claimed.push({ roomId: pairs[i] as string, lease: pairs[i + 1] as number });
      return claimed;
    },
    async release(roomId, lease, next) {
      await caller.run('dueRelease', DUE, [roomId, lease, next ?? '']);
    },
  };
}
