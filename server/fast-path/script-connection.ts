import type { PlainLog } from '../log.ts';
import { greetingOf, openSocket } from './redis-address.ts';
import { createReplyParser, encodeArgument, encodeCommand, ReplyError, type Reply } from './resp.ts';

/**
 * A pipelined connection of its own for the one hot script, with what ioredis does per command left out: a call costs 6 µs of CPU
 * instead of 17, because a turn's calls leave in one write and nothing is made for them but a promise. Answers come in order, so what
 * waits is also what is bounded in time. Whenever it is not there (Redis away, scripts flushed, a cluster), the caller uses ioredis,
 * which is the reference.
 */
export interface ScriptConnection {
  /**
   * Sends the script with its key and arguments, or answers undefined while that cannot be done. The promise
   * rejects when Redis fails, or takes too long: its answer then goes to `onLate`, if it comes.
   */
  call<T>(
    step: readonly Word[],
    decode: (reply: unknown) => T,
    onLate?: (answer: T) => void,
  ): Promise<T> | undefined;
  /** How long calls have waited without an answer to any, ms; 0 while none waits, undefined while it takes none. */
  silenceMs(): number | undefined;
  close(): void;
}

type Word = string | number;

interface Waiting {
  /** Gets the answer, in time or late. */
  take: (reply: Reply) => void;
  /** Undefined once it was rejected. */
  reject: ((error: Error) => void) | undefined;
  until: number;
  /** What to send again when Redis has forgotten the script. */
  step: readonly Word[] | undefined;
}

export interface ScriptOptions {
  /** One Redis: `redis[s]://[user:password@]host:port[/database]`. */
  url: string;
  lua: string;
  /** How long a call may wait for its answer. */
  timeoutMs: number;
  /** A connection that owes an answer and says nothing for so long is made again, whatever is written to it. */
  silenceMs: number;
  /** What a call rejects with: for an error of Redis or of the connection, and after `timeoutMs`. */
  failed: (error: Error) => Error;
  unanswered: (timeoutMs: number) => Error;
  /** Whether an error of Redis says that another server is the right one: the connection is made again. */
  isFatal: (error: Error) => boolean;
  log: PlainLog;
}

export type OpenScriptConnection = (options: ScriptOptions) => ScriptConnection;

const RETRY_MS = 500;
const CHECKS_PER_TIMEOUT = 10;
/** Of the silence that is allowed, the part after which a connection on which nothing is owed is asked whether it lives. */
const PING_PART = 1 / 4;
/** The most that one look at the clock adds to a silence: in a pause of this process nobody could be heard. */
const LONGEST_LOOK_MS = 1000;
/** So many answered calls are kept in the list of those that wait, before it is copied without them. */
const MOST_ANSWERED = 64;

/** What the log calls the connection. */
const CLIENT = 'guesses';

/** Opened again and again, until it is closed. */
export function createScriptConnection(options: ScriptOptions): ScriptConnection {
  const { log } = options;
  let current: Connection | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;
  /** One line when it goes and one when it comes back, however often connecting fails in between. */
  let away = false;

  function open(): void {
    current = openConnection(options, {
      onReady() {
        if (away) log.info({ client: CLIENT }, 'Redis is back');
        away = false;
      },
      onEnd(reason) {
        current = undefined;
        if (closed) return;
        if (!away) log.warn({ client: CLIENT, reason }, 'Redis is away');
        away = true;
        retry = setTimeout(open, RETRY_MS);
      },
    });
  }
  open();

  return {
    call: (step, decode, onLate) => (current?.isReady() ? current.call(step, decode, onLate) : undefined),
    silenceMs: () => (current?.isReady() ? current.silenceMs() : undefined),
    close() {
      closed = true;
      clearTimeout(retry);
      current?.close();
    },
  };
}

interface ConnectionEvents {
  onReady: () => void;
  onEnd: (reason: string) => void;
}

interface Connection {
  /** Not while it owes an answer for longer than a call may wait: others then find another way at once. */
  isReady(): boolean;
  call<T>(step: readonly Word[], decode: (reply: unknown) => T, onLate?: (answer: T) => void): Promise<T>;
  silenceMs(): number;
  close(): void;
}

/** One connection, until it ends. */
function openConnection(options: ScriptOptions, { onReady, onEnd }: ConnectionEvents): Connection {
  const { lua, timeoutMs, silenceMs, failed, unanswered, isFatal, log } = options;
  const url = new URL(options.url);
  const socket = openSocket(url);
  let waiting: Waiting[] = [];
  let answered = 0;
  /** When the last answer came, or the first call after all were answered was made. */
  let silentSince = 0;
  let unsent = '';
  /** The beginning of every call, once the script is loaded. */
  let beginning: string | undefined;
  let heardAt = performance.now();
  let lookedAt = heardAt;
  /** How long an answer has been owed without a word. */
  let silentMs = 0;
  let reason = 'the connection was closed';

  function send(text: string): void {
    if (unsent === '') setImmediate(flush);
    unsent += text;
  }

  function ask(command: readonly Word[]): Promise<Reply> {
    send(encodeCommand(command));
    const until = performance.now() + timeoutMs;
    return new Promise((take, reject) => waiting.push({ take, reject, until, step: undefined }));
  }

  function end(error?: Error): void {
    beginning = undefined;
    socket.destroy(error);
  }

  function flush(): void {
    if (!socket.destroyed) socket.write(unsent);
    unsent = '';
  }

  function receive(reply: Reply): void {
    const next = waiting[answered];
    if (!next) throw new Error('Redis answered what nobody asked');
    answered += 1;
    // Under load there is always one more that waits: what is answered must go all the same.
    if (answered === waiting.length || answered === MOST_ANSWERED) {
      waiting = waiting.slice(answered);
      answered = 0;
    }
    if (!(reply instanceof ReplyError)) next.take(reply);
    else if (next.step && reply.message.startsWith('NOSCRIPT')) sendWhole(next, next.step);
    else {
      next.reject?.(failed(reply));
      if (isFatal(reply)) end(reply);
    }
  }

  /** With its text, which Redis keeps from then on. */
  function sendWhole(again: Waiting, step: readonly Word[]): void {
    send(encodeCommand(['EVAL', lua, 1, ...step]));
    // The same entry: whether it was rejected meanwhile decides where its answer goes.
    again.step = undefined;
    waiting.push(again);
  }

  /** Ends a connection that swallows what is written to it, which nothing but the answers can tell. */
  function lookForSilence(now: number): void {
    const isOwed = waiting.length > answered;
    silentMs = isOwed ? silentMs + Math.min(now - lookedAt, LONGEST_LOOK_MS) : 0;
    lookedAt = now;
    if (silentMs > silenceMs) end(new Error(`no answer for ${silenceMs} ms`));
    else if (!isOwed && now - heardAt > silenceMs * PING_PART) ask(['PING']).catch(() => undefined);
  }

  /** Rejects what has waited too long; its answer is taken all the same when it comes. */
  function rejectLapsed(now: number): void {
    for (let i = answered; i < waiting.length && waiting[i]!.until <= now; i += 1) {
      const { reject } = waiting[i]!;
      waiting[i]!.reject = undefined;
      reject?.(unanswered(timeoutMs));
    }
  }
  const checking = setInterval(() => {
    const now = performance.now();
    rejectLapsed(now);
    lookForSilence(now);
  }, timeoutMs / CHECKS_PER_TIMEOUT);
  checking.unref();

  async function prepare(): Promise<void> {
    for (const command of greetingOf(url)) await ask(command);
    const sha = await ask(['SCRIPT', 'LOAD', lua]);
    beginning = ['EVALSHA', String(sha), 1].map(encodeArgument).join('');
    onReady();
  }

  socket.setNoDelay(true);
  const parse = createReplyParser(receive);
  socket.on('data', (chunk: Buffer) => {
    heardAt = silentSince = performance.now();
    silentMs = 0;
    try {
      parse(chunk);
    } catch (error) {
      end(asError(error));
    }
  });
  // The close that follows is what counts.
  socket.on(
    'error',
    (error: NodeJS.ErrnoException) => (reason = error.message || (error.code ?? error.name)),
  );
  socket.on('close', () => {
    beginning = undefined;
    clearInterval(checking);
    for (const { reject } of waiting.slice(answered))
      reject?.(failed(new Error('the connection was closed')));
    waiting = [];
    answered = 0;
    onEnd(reason);
  });
  prepare().catch((error: unknown) => end(asError(error)));

  return {
    isReady: () => beginning !== undefined && silentMs < timeoutMs,
    call(step, decode, onLate) {
      let text = `*${step.length + 3}\r\n${beginning!}`;
      for (const arg of step) text += encodeArgument(arg);
      send(text);
      const now = performance.now();
      if (waiting.length === 0) silentSince = now;
      return new Promise((resolve, reject) => {
        const entry: Waiting = {
          take(reply) {
            try {
              if (entry.reject) resolve(decode(reply));
              else onLate?.(decode(reply));
            } catch (error) {
              // Whoever waited for a late one has gone.
              if (!entry.reject) log.error({ err: error }, 'a late answer of Redis could not be handled');
              reject(asError(error));
            }
          },
          reject,
          until: now + timeoutMs,
          step,
        };
        waiting.push(entry);
      });
    },
    silenceMs: () => (waiting.length === 0 ? 0 : performance.now() - silentSince),
    close: () => end(),
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
