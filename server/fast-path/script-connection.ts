import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { storeError, unanswered } from '../store/redis/deadlines.ts';
import { createReplyParser, encodeArgument, encodeCommand, ReplyError, type Reply } from './resp.ts';

/**
 * A connection of its own for the one hot script, with what ioredis does per command left out: a call costs 6 µs of CPU instead of
 * 17, because a turn's calls leave in one write and nothing is made for them but a promise. Answers come in order, so what waits is
 * also what is bounded in time. Whenever the lane is not there (Redis
 * away, scripts flushed, a cluster), the caller goes the ordinary way, which is the reference.
 */
export interface ScriptConnection {
  /** Sends the script with its key and arguments, or answers undefined while that cannot be done. Otherwise as `Deadlines.bound`. */
  call<T>(
    step: readonly Word[],
    decode: (reply: unknown) => T,
    onLate?: (answer: T) => void,
  ): Promise<T> | undefined;
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

const RETRY_MS = 500;
/** A connection that owes answers for so long is dead. */
const SILENCE_MS = 15_000;
const LOOKS_PER_TIMEOUT = 10;
/** So many answered calls are kept in the list of those that wait, before it is copied without them. */
const MOST_ANSWERED = 64;

/** `url` is one Redis: `redis[s]://[user:password@]host:port[/database]`. */
export function createScriptConnection(url: string, lua: string, timeoutMs: number): ScriptConnection {
  let link: Link | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  function open(): void {
    link = createLink(url, lua, timeoutMs, () => {
      link = undefined;
      if (!closed) retry = setTimeout(open, RETRY_MS);
    });
  }
  open();

  return {
    call: (step, decode, onLate) => (link?.isReady() ? link.call(step, decode, onLate) : undefined),
    close() {
      closed = true;
      clearTimeout(retry);
      link?.close();
    },
  };
}

interface Link {
  isReady(): boolean;
  call<T>(step: readonly Word[], decode: (reply: unknown) => T, onLate?: (answer: T) => void): Promise<T>;
  close(): void;
}

/** One connection, until it ends. */
function createLink(url: string, lua: string, timeoutMs: number, onEnd: () => void): Link {
  const socket = openSocket(new URL(url));
  let waiting: Waiting[] = [];
  let answered = 0;
  let unsent = '';
  /** The beginning of every call, once the script is loaded. */
  let beginning: string | undefined;

  function send(text: string): void {
    if (unsent === '') setImmediate(flush);
    unsent += text;
  }

  function ask(command: readonly Word[]): Promise<Reply> {
    send(encodeCommand(command));
    return new Promise((take, reject) => waiting.push({ take, reject, until: Infinity, step: undefined }));
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
    else next.reject?.(storeError(reply));
  }

  /** With its text, which Redis keeps from then on. */
  function sendWhole(again: Waiting, step: readonly Word[]): void {
    send(encodeCommand(['EVAL', lua, 1, ...step]));
    // The same entry: whether it was rejected meanwhile decides where its answer goes.
    again.step = undefined;
    waiting.push(again);
  }

  /** Rejects what has waited too long; its answer is taken all the same when it comes. */
  function look(): void {
    const now = performance.now();
    for (let i = answered; i < waiting.length && waiting[i]!.until <= now; i += 1) {
      const { reject } = waiting[i]!;
      waiting[i]!.reject = undefined;
      reject?.(unanswered(timeoutMs));
    }
  }
  const looking = setInterval(look, timeoutMs / LOOKS_PER_TIMEOUT);
  looking.unref();

  async function prepare(): Promise<void> {
    for (const command of greetingOf(new URL(url))) await ask(command);
    const sha = await ask(['SCRIPT', 'LOAD', lua]);
    beginning = ['EVALSHA', String(sha), 1].map(encodeArgument).join('');
  }

  socket.setNoDelay(true);
  socket.setTimeout(SILENCE_MS, () => {
    if (waiting.length > 0) socket.destroy();
  });
  const parse = createReplyParser(receive);
  socket.on('data', (chunk: Buffer) => {
    try {
      parse(chunk);
    } catch (error) {
      socket.destroy(error as Error);
    }
  });
  // The close that follows is what counts.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    beginning = undefined;
    clearInterval(looking);
    for (const { reject } of waiting.slice(answered))
      reject?.(storeError(new Error('the connection was closed')));
    waiting = [];
    onEnd();
  });
  prepare().catch(() => socket.destroy());

  return {
    isReady: () => beginning !== undefined,
    call(step, decode, onLate) {
      let text = `*${step.length + 3}\r\n${beginning!}`;
      for (const arg of step) text += encodeArgument(arg);
      send(text);
      return new Promise((resolve, reject) => {
        const entry: Waiting = {
          take(reply) {
            try {
              if (entry.reject) resolve(decode(reply));
              else onLate?.(decode(reply));
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          },
          reject,
          until: performance.now() + timeoutMs,
          step,
        };
        waiting.push(entry);
      });
    },
    close: () => socket.destroy(),
  };
}

function openSocket({ protocol, hostname, port }: URL): Socket {
  // An IPv6 address stands in brackets.
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
  return protocol === 'rediss:' ? connectTls(address) : connectTcp(address);
}

function greetingOf({ username, password, pathname }: URL): string[][] {
  const user = username ? [decodeURIComponent(username)] : [];
  const database = pathname.slice(1);
  return [
    ...(password ? [['AUTH', ...user, decodeURIComponent(password)]] : []),
    ...(database ? [['SELECT', database]] : []),
  ];
}
