import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScriptConnection } from '../../../server/fast-path/script-connection.ts';
import type { RedisClient } from '../../../server/redis/client.ts';
import { createCaller } from '../../../server/store/redis/caller.ts';
import { StoreUnavailable } from '../../../server/store/room-store.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { recordedLog } from '../workers/world.ts';

const { storeTimeoutMs, storeSilenceMs } = DURATIONS;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A caller whose ordinary connection never answers nor rejects, beside a guess connection in the given state. */
function world(guesses: { silence: number | undefined }) {
  const client = Object.assign(new EventEmitter(), {
    defineCommand: () => undefined,
    'cityrace:guess': () => new Promise(() => undefined),
  });
  const connection: ScriptConnection = {
    call: () => (guesses.silence === undefined ? undefined : new Promise(() => undefined)),
    silenceMs: () => guesses.silence,
    close: () => undefined,
  };
  const caller = createCaller(client as unknown as RedisClient, connection, DURATIONS, recordedLog().log);
  async function unanswered(): Promise<void> {
    const lapsed = expect(caller.runGuess('key', [], (reply) => reply)).rejects.toThrow(StoreUnavailable);
    await vi.advanceTimersByTimeAsync(2 * storeTimeoutMs);
    await lapsed;
  }
  return { caller, client, unanswered };
}

describe('the silence of the store', () => {
  it('is that of the connection which the next guess takes', async () => {
    const guesses: { silence: number | undefined } = { silence: undefined };
    const { caller, unanswered } = world(guesses);
    expect(caller.guessSilenceMs()).toBe(0);
    await unanswered();
    expect(caller.guessSilenceMs()).toBe(2 * storeTimeoutMs);
    guesses.silence = 0;
    expect(caller.guessSilenceMs()).toBe(0);
    guesses.silence = 700;
    expect(caller.guessSilenceMs()).toBe(700);
    caller.close();
  });

  it('ends with the connection, although what it owed is never settled', async () => {
    const { caller, client, unanswered } = world({ silence: undefined });
    await unanswered();
    expect(caller.guessSilenceMs()).toBeGreaterThan(0);
    client.emit('ready');
    expect(caller.guessSilenceMs()).toBe(0);
    await unanswered();
    expect(caller.guessSilenceMs()).toBe(2 * storeTimeoutMs);
    await vi.advanceTimersByTimeAsync(storeSilenceMs);
    expect(caller.guessSilenceMs()).toBe(0);
    caller.close();
  });
});
