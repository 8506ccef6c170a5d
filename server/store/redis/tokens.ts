import type { Tokens } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { tokenKey } from './keys.ts';

export const createRedisTokens = ({ client, caller }: RedisContext): Tokens => ({
  async put(token, value, ttlMs) {
    await caller.bound(client.set(tokenKey(token), value, 'PX', ttlMs));
  },
  take: (token) => caller.bound(client.getdel(tokenKey(token))),
});
