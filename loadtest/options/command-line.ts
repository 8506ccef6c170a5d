import { parseArgs } from 'node:util';
import type { Mode } from '../../shared/settings.ts';
import { MODES } from '../../shared/words.ts';
import type { LoadShape } from '../worker/worker-protocol.ts';
import { parseBudget, type Budget } from '../report/budget.ts';

/** What one load run is asked to do. */
export interface LoadOptions {
  /** Addresses of running nodes; empty: start some. */
  urls: string[];
  ownedHost: string | undefined;
  /** Nodes to start, and on which store. */
  nodes: number;
  store: 'memory' | 'redis';
  /** Members of a room on different nodes. */
  split: boolean;
  players: number;
  roomsOf: number;
  spectators: number;
  mode: Mode;
  quiz: string;
  shape: LoadShape;
  seconds: number;
  warmupSeconds: number;
  reconnect: boolean;
  seed: number;
  /** Folder for the JSON and the HTML report. */
  report: string | undefined;
  budgets: Budget[];
  /** Cores: the nodes' (one after the other) and the driver's with Redis. */
  serverCpus: number[];
  clientCpu: number | undefined;
}

/** Nothing runs without an end: these are the most that one run may ask for. */
export const BOUNDS = {
  players: 20_000,
  seconds: 7200,
  rate: 100_000,
  nodes: 8,
  spectators: 100,
  roomsOf: 24,
};

export const DEFAULTS: LoadOptions = {
  urls: [],
  ownedHost: undefined,
  nodes: 1,
  store: 'memory',
  split: false,
  players: 100,
  roomsOf: 4,
  spectators: 0,
  mode: 'race',
  quiz: 'europe',
  shape: { kind: 'open', rate: 300, inflight: 0 },
  seconds: 20,
  warmupSeconds: 4,
  reconnect: false,
  seed: 1,
  report: undefined,
  budgets: [],
  serverCpus: [],
  clientCpu: undefined,
};

export const USAGE = `npm run load -- [options]
  --players n        connections (${DEFAULTS.players})          --rooms-of n      members of a room (${DEFAULTS.roomsOf})
  --spectators n     watching each room (0)     --mode m          ${MODES.join(' ')} (race)
  --quiz slug        europe                     --seconds n       measured (${DEFAULTS.seconds}), --warm-up n before (${DEFAULTS.warmupSeconds})
  --rate n           guesses a second, Poisson  --inflight n      instead: n unanswered per player, as fast as it goes
  --human            people's pace, misses, typos, reloads, leaving; --rate then multiplies the pace (1)
  --reconnect        lost players come back     --seed n          same seed, same load (1)
  --url http://…     a running node, repeatable; else nodes are started:
  --nodes n          1                          --store s         memory redis (memory)
  --split            members of a room on different nodes
  --server-cpu n     core of a node, repeatable --client-cpu n    core of driver and Redis
  --scenario name    see loadtest/scenarios     --report folder   JSON and HTML
  --budget k=v       p50 p95 p99 max lag99 (ms) errors lost rate cpu (µs a guess) rss (MB); repeatable
  --compare a b      two reports' JSON, side by side
  --i-own-this-host name   needed for anything but this machine`;

/** What the command line asks for: a run, a comparison, or help. */
export interface LoadRequest {
  kind: 'load';
  options: LoadOptions;
  scenario: string | undefined;
  /** What the command line says; the rest of `options` are defaults. */
  said: ReadonlySet<keyof LoadOptions>;
}

export type Request = LoadRequest | { kind: 'compare'; files: [string, string] } | { kind: 'help' };

/** Parses the command line. Throws a `RangeError` or `TypeError` whose message is meant for the user. */
export function parseRequest(args: string[]): Request {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      players: { type: 'string' },
      'rooms-of': { type: 'string' },
      spectators: { type: 'string' },
      mode: { type: 'string' },
      quiz: { type: 'string' },
      rate: { type: 'string' },
      inflight: { type: 'string' },
      human: { type: 'boolean' },
      reconnect: { type: 'boolean' },
      seconds: { type: 'string' },
      'warm-up': { type: 'string' },
      seed: { type: 'string' },
      url: { type: 'string', multiple: true },
      nodes: { type: 'string' },
      store: { type: 'string' },
      split: { type: 'boolean' },
      'server-cpu': { type: 'string', multiple: true },
      'client-cpu': { type: 'string' },
      scenario: { type: 'string' },
      report: { type: 'string' },
      budget: { type: 'string', multiple: true },
      compare: { type: 'boolean' },
      'i-own-this-host': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  if (values.compare === true) {
    const [a, b] = positionals;
    if (a === undefined || b === undefined) throw new TypeError('--compare needs two files');
    return { kind: 'compare', files: [a, b] };
  }
  if (positionals.length > 0) throw new TypeError(`not understood: ${positionals.join(' ')}`);
  const options: LoadOptions = {
    ...DEFAULTS,
    urls: values.url ?? [],
    ownedHost: values['i-own-this-host'],
    nodes: whole('nodes', values.nodes, DEFAULTS.nodes, 1, BOUNDS.nodes),
    store: oneOf('store', values.store ?? DEFAULTS.store, ['memory', 'redis']),
    split: values.split ?? false,
    players: whole('players', values.players, DEFAULTS.players, 1, BOUNDS.players),
    roomsOf: whole('rooms-of', values['rooms-of'], DEFAULTS.roomsOf, 1, BOUNDS.roomsOf),
    spectators: whole('spectators', values.spectators, 0, 0, BOUNDS.spectators),
    mode: oneOf('mode', values.mode ?? DEFAULTS.mode, MODES),
    quiz: values.quiz ?? DEFAULTS.quiz,
    seconds: whole('seconds', values.seconds, DEFAULTS.seconds, 1, BOUNDS.seconds),
    warmupSeconds: whole('warm-up', values['warm-up'], DEFAULTS.warmupSeconds, 0, 600),
    reconnect: values.reconnect ?? values.human ?? false,
    seed: whole('seed', values.seed, DEFAULTS.seed, 0, 0xffffffff),
    report: values.report,
    budgets: (values.budget ?? []).map(parseBudget),
    serverCpus: (values['server-cpu'] ?? []).map((cpu) => whole('server-cpu', cpu, 0, 0, 1023)),
    clientCpu:
      values['client-cpu'] === undefined ? undefined : whole('client-cpu', values['client-cpu'], 0, 0, 1023),
    shape: shapeFrom(values),
  };
  const said = new Set(Object.keys(values).flatMap((flag) => SAYS[flag] ?? []));
  return { kind: 'load', options, scenario: values.scenario, said };
}

/** Which options a flag sets. */
const SAYS: Readonly<{ [flag: string]: readonly (keyof LoadOptions)[] }> = {
  players: ['players'],
  'rooms-of': ['roomsOf'],
  spectators: ['spectators'],
  mode: ['mode'],
  quiz: ['quiz'],
  rate: ['shape'],
  inflight: ['shape'],
  human: ['shape', 'reconnect'],
  reconnect: ['reconnect'],
  seconds: ['seconds'],
  'warm-up': ['warmupSeconds'],
  seed: ['seed'],
  url: ['urls'],
  nodes: ['nodes'],
  store: ['store'],
  split: ['split'],
  'server-cpu': ['serverCpus'],
  'client-cpu': ['clientCpu'],
  report: ['report'],
  budget: ['budgets'],
  'i-own-this-host': ['ownedHost'],
};

/** The scenario's options, under what the command line says. */
export function overlaid(
  given: LoadOptions,
  said: ReadonlySet<keyof LoadOptions>,
  scenario: Partial<LoadOptions>,
): LoadOptions {
  const spoken = Object.entries(given).filter(([key]) => said.has(key as keyof LoadOptions));
  return { ...DEFAULTS, ...scenario, ...Object.fromEntries(spoken) };
}

function shapeFrom(values: { rate?: string; inflight?: string; human?: boolean }): LoadShape {
  if (values.inflight !== undefined) {
    return { kind: 'closed', rate: 0, inflight: whole('inflight', values.inflight, 1, 1, 64) };
  }
  if (values.human === true) return { kind: 'human', rate: positive('rate', values.rate, 1), inflight: 0 };
  return { kind: 'open', rate: positive('rate', values.rate, DEFAULTS.shape.rate), inflight: 0 };
}

function whole(
  name: string,
  text: string | undefined,
  fallback: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`--${name} is a whole number from ${least} to ${most}, not ${text}`);
  }
  return value;
}

function positive(name: string, text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!(value > 0 && value <= BOUNDS.rate))
    throw new RangeError(`--${name} is above 0, at most ${BOUNDS.rate}`);
  return value;
}

function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new RangeError(`--${name} is one of ${values.join(' ')}, not ${text}`);
  return found;
}
