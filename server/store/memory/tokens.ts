import type { Tokens } from '../room-store.ts';
import type { MemoryContext } from './context.ts';
import { forgetOutdated } from './state.ts';

export function createMemoryTokens({ state, now, perform, settled, keptMs }: MemoryContext): Tokens {
  return {
    async put(token, value, ttlMs) {
      forgetOutdated(state, now(), keptMs);
      perform(['put', token, value, now() + ttlMs]);
      await settled();
    },
    async take(token) {
      const entry = state.tokens.get(token);
      if (!entry) return null;
      perform(['take', token]);
      await settled();
      return entry.until > now() ? entry.value : null;
    },
  };
}
