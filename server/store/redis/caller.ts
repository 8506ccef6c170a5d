import type { RedisClient } from '../../redis/client.ts';
import type { Durations } from '../../../shared/durations.ts';
import type { StoreLog } from '../room-store.ts';
import { createDeadlines, type Deadlines } from './deadlines.ts';
import type { ScriptConnection } from '../../fast-path/script-connection.ts';
import { SCRIPTS, type ScriptName } from './scripts.ts';

export type Argument = string | number | Buffer;

/** Atomic steps and plain commands, bounded in time: both reject with StoreUnavailable when Redis is away or slow. */
export interface Caller {
  /** Runs a script on one key (or the tag of several). */
  run(
    script: ScriptName,
    key: string,
    args: readonly Argument[],
    onLate?: (reply: unknown) => void,
  ): Promise<unknown>;
  /** The same, with strings of the answer as bytes. */
  runForBytes(script: ScriptName, key: string, args: readonly Argument[]): Promise<unknown>;
  /** The hot one, by a connection of its own where there is one. */
  runGuess<T>(
    key: string,
    args: readonly (string | number)[],
    decode: (reply: unknown) => T,
    onLate?: (answer: T) => void,
  ): Promise<T>;
  /** How long guesses have waited without an answer to any, ms; 0 while none waits. */
  guessSilenceMs(): number;
  bound: Deadlines['bound'];
  close(): void;
}

type Command = (...args: Argument[]) => Promise<unknown>;

/** Scripts get a prefix of their own, so that none replaces a command of Redis (`dump`, `restore`). */
const nameOf = (script: string): string => `cityrace:${script}`;

export function createCaller(
  client: RedisClient,
  guesses: ScriptConnection | undefined,
  { storeTimeoutMs, storeSilenceMs }: Pick<Durations, 'storeTimeoutMs' | 'storeSilenceMs'>,
  log: StoreLog,
): Caller {
  const deadlines = createDeadlines(storeTimeoutMs, log);
  for (const [script, lua] of Object.entries(SCRIPTS))
    client.defineCommand(nameOf(script), { lua, numberOfKeys: 1 });
  // defineCommand adds methods that the client's type cannot know.
  const commands = client as unknown as Record<string, Command | undefined>;

  function call(name: string, key: string, args: readonly Argument[]): Promise<unknown> {
    return commands[name]!(key, ...args);
  }

  /**
   * Guesses that ioredis has and Redis has not answered, those that were given up among them. Of a connection that was made again
   * some are never settled: they are forgotten with it, or when it should have been.
   */
  const owed = new Set<{ since: number }>();
  let silentSince = 0;
  client.on('ready', () => owed.clear());

  async function callGuess(key: string, args: readonly Argument[]): Promise<unknown> {
    const guess = { since: performance.now() };
    if (owed.size === 0) silentSince = guess.since;
    owed.add(guess);
    try {
      return await call(nameOf('guess'), key, args);
    } finally {
      owed.delete(guess);
      silentSince = performance.now();
    }
  }

  function owedSilenceMs(): number {
    const now = performance.now();
    for (const guess of owed) {
      if (now - guess.since <= storeSilenceMs) break;
      owed.delete(guess);
    }
    return owed.size === 0 ? 0 : now - silentSince;
  }

  return {
    run: (script, key, args, onLate) => deadlines.bound(call(nameOf(script), key, args), onLate),
    runForBytes: (script, key, args) => deadlines.bound(call(`${nameOf(script)}Buffer`, key, args)),
    // Decoded outside what is bound: an answer that cannot be read is a bug, not a Redis that is away.
    runGuess: (key, args, decode, onLate) =>
      guesses?.call([key, ...args], decode, onLate) ??
      deadlines.bound(callGuess(key, args), onLate && ((reply) => onLate(decode(reply)))).then(decode),
    // Of the way that the next guess would take: what the other still owes may never come.
    guessSilenceMs: () => guesses?.silenceMs() ?? owedSilenceMs(),
    bound: (promise, onLate) => deadlines.bound(promise, onLate),
    close() {
      deadlines.close();
      guesses?.close();
    },
  };
}
