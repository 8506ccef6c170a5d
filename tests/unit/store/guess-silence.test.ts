import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScriptConnection } from '../../../server/fast-path/script-connection.ts';
import type { RedisClient } from '../../../server/redis/client.ts';
import { createCaller } from '../../../server/store/redis/caller.ts';
import { StoreUnavailable } from '../../../server/store/room-store.ts';
import { recordedLog } from '../workers/world.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A caller whose ordinary connection never answers, beside a guess connection in the given state. */
function world(guesses: { silence: number | undefined }) {
  const client = { defineCommand: () => undefined, 'cityrace:guess': () => new Promise(() => undefined) };
  const connection: ScriptConnection = {
    call: () => (guesses.silence === undefined ? undefined : new Promise(() => undefined)),
    silenceMs: () => guesses.silence,
    close: () => undefined,
  };
  return createCaller(client as unknown as RedisClient, connection, 1000, recordedLog().log);
}

describe('the silence of the store', () => {
  it('is that of the connection which the next guess takes', async () => {
    const guesses: { silence: number | undefined } = { silence: undefined };
    const caller = world(guesses);
    expect(caller.guessSilenceMs()).toBe(0);
    const lapsed = expect(caller.runGuess('key', [], (reply) => reply)).rejects.toThrow(StoreUnavailable);
    await vi.advanceTimersByTimeAsync(2000);
    await lapsed;
    expect(caller.guessSilenceMs()).toBe(2000);
    guesses.silence = 0;
    expect(caller.guessSilenceMs()).toBe(0);
    guesses.silence = 700;
    expect(caller.guessSilenceMs()).toBe(700);
    caller.close();
  });
});
