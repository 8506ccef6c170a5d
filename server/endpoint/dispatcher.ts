import { DatabaseUnavailable } from '../../db/postgres/database.ts';
import type { Answers, CommandName } from '../../shared/messages.ts';
import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Caller } from '../identity/caller.ts';
import type { Reply } from '../commands/reply.ts';
import { StoreUnavailable } from '../store/room-store.ts';
import type { Budgets } from '../limits/budget.ts';
import type { GuessAdmission } from '../limits/guess-admission.ts';
import type { Client } from '../broadcast/client.ts';
import { Overloaded } from '../commands/overloaded.ts';
import type { Command } from './command-table.ts';
import type { OverloadRefusals } from './overload-refusals.ts';

/** Answers a command, once. */
export type Answer = (value: object) => void;

export interface Dispatcher {
  /** How many commands but guesses are under way. */
  readonly commandsUnderWay: number;
  /** `args`: what came behind the command's name, without the acknowledgement. */
  dispatch(client: Client, name: unknown, args: readonly unknown[], answer: Answer | undefined): void;
  /** Resolves when no command is under way. */
  idle(): Promise<void>;
}

export interface DispatcherDeps {
  commands: ReadonlyMap<string, Command>;
  budgets: Budgets;
  admission: GuessAdmission;
  refusals: Pick<OverloadRefusals, 'refuseGuess'>;
  limits: Limits;
  durations: Durations;
  elapsed: () => number;
  metrics: Metrics;
  log: Log;
}

const UNAVAILABLE_MS = 500;
/** What brings somebody who does not play yet, or not again; those who do come first. */
const NEWCOMERS: ReadonlySet<string> = new Set<CommandName>(['create', 'join']);
const NEWCOMERS_SHARE = 0.75;
/** A command asks the store several times; in all it is answered within 2 s (docs/protocol.md). */
const PATIENCE_EXTRA_MS = 300;

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { commands, budgets, admission, refusals, limits, durations, elapsed, metrics, log } = deps;
  const patienceMs = durations.storeTimeoutMs + PATIENCE_EXTRA_MS;
  let running = 0;
  /** Of those, the ones that are no guesses. */
  let patient = 0;
  let onIdle: (() => void)[] = [];

  function finish(): void {
    running -= 1;
    if (running > 0) return;
    for (const tell of onIdle) tell();
    onIdle = [];
  }

  /** Spends a credit and parses; a refusal is the answer. */
  function admit(
    client: Client,
    { isTyping }: Pending,
    name: unknown,
    args: readonly unknown[],
    now: number,
  ): Admitted | Refusal {
    const command = typeof name === 'string' ? commands.get(name) : undefined;
    const budget = isTyping ? 'typing' : (command?.budget ?? 'command');
    const waitMs = budgets.spend(client.budget, budget, now);
    if (waitMs > 0) {
      client.refusals += 1;
      if (client.refusals > limits.refusalsBeforeClose) client.socket.disconnect(true);
      return refuse('rate_limited', undefined, waitMs);
    }
    client.refusals = 0;
    if (!command) return refuse('unknown_command');
    const input = args.length <= 1 ? command.parse(args[0] ?? {}) : undefined;
    if (!input) return refuse('bad_payload');
    if (command.budget !== 'guess' && isCrowded(String(name))) return failed(new Overloaded(), String(name));
    return { command, input };
  }

  function failed(error: unknown, name: string): Refusal {
    if (error instanceof Overloaded) return refuse('overloaded', undefined, admission.retryAfterMs());
    if (error instanceof StoreUnavailable) metrics.storeError('rooms');
    else if (error instanceof DatabaseUnavailable) metrics.storeError('postgres');
    else log.error({ err: error, command: name }, 'command failed');
    return refuse('unavailable', undefined, UNAVAILABLE_MS);
  }

  /** Too much is under way for one more of these. */
  const isCrowded = (name: string): boolean =>
    name !== 'time' && patient >= limits.commandsUnderWay * (NEWCOMERS.has(name) ? NEWCOMERS_SHARE : 1);

  function reply({ name, isTyping, startedAt, answer }: Pending, value: Reply<CommandName>): void {
    const now = elapsed();
    if (!value.ok) metrics.refused(value.code, now - startedAt);
    if (name === 'guess') {
      const outcome = value.ok ? (value as { outcome: Outcome }).outcome : value.code;
      // What is still being typed is a guess only once it is one.
      if (!isTyping || outcome === 'found') metrics.guess(outcome);
      admission.answered(now, startedAt);
    }
    metrics.ack(now - startedAt);
    answer?.(value);
  }

  /** The hot path: its store step is bounded by itself, and it needs no timer. */
  function runBounded(pending: Pending, { command, input }: Admitted, caller: Caller): void {
    running += 1;
    attempt(command, caller, input).then(
      (value) => {
        reply(pending, value);
        finish();
      },
      (error: unknown) => {
        reply(pending, failed(error, pending.name));
        finish();
      },
    );
  }

  /** Answers in time also when several steps add up; what comes later has happened, and is published all the same. */
  async function runPatiently(pending: Pending, { command, input }: Admitted, caller: Caller): Promise<void> {
    running += 1;
    patient += 1;
    const late = failedLate(pending);
    let value: Reply<CommandName>;
    try {
      value = await command.run(caller, input);
    } catch (error) {
      value = failed(error, pending.name);
    }
    if (late.stop()) reply(pending, value);
    patient -= 1;
    finish();
  }

  /** Answers after the longest wait, unless it is stopped before: `stop` tells whether it was in time. */
  function failedLate(pending: Pending): { stop: () => boolean } {
    let answered = false;
    const timer = setTimeout(() => {
      answered = true;
      reply(pending, failed(new StoreUnavailable('too late'), pending.name));
    }, patienceMs);
    return {
      stop() {
        clearTimeout(timer);
        return !answered;
      },
    };
  }

  return {
    get commandsUnderWay() {
      return patient;
    },
    dispatch(client, name, args, answer) {
      const startedAt = elapsed();
      if (name === 'guess') {
        if (!admission.admit(startedAt, client.wasOverloaded)) {
          answer?.(refusals.refuseGuess(client, startedAt));
          return;
        }
        client.wasOverloaded = false;
      }
      const pending: Pending = {
        name: typeof name === 'string' ? name : '',
        isTyping: name === 'guess' && isTyped(args[0]),
        startedAt,
        answer,
      };
      const admitted = admit(client, pending, name, args, startedAt);
      if ('ok' in admitted) reply(pending, admitted);
      else if (admitted.command.budget === 'guess') runBounded(pending, admitted, client.caller);
      else void runPatiently(pending, admitted, client.caller);
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
  };
}

const isTyped = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && (payload as { typing?: unknown }).typing === true;

/** What a handler throws at once is what it rejects with. */
function attempt({ run }: Command, caller: Caller, input: object): Promise<Reply<CommandName>> {
  try {
    return run(caller, input);
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

interface Admitted {
  command: Command;
  input: object;
}

interface Pending {
  name: string;
  /** A guess of a name that is still being typed. */
  isTyping: boolean;
  startedAt: number;
  answer: Answer | undefined;
}

type Outcome = Answers['guess']['outcome'];
