import { parseArgs } from 'node:util';
import { MODES } from '../../shared/words.ts';
import { parseBudget } from './budget.ts';
import type { LoadShape } from '../worker/worker-protocol.ts';
import { oneOf, positiveNumber, wholeNumber } from './flag-values.ts';
import { BOUNDS, DEFAULTS, type LoadOptions } from './load-options.ts';

/** What the command line asks for: a run, a comparison, or help. */
export interface LoadRequest {
  kind: 'load';
  options: LoadOptions;
  scenario: string | undefined;
  /** Options that the command line sets; the rest of `options` are defaults. */
  explicit: ReadonlySet<keyof LoadOptions>;
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
      impatient: { type: 'boolean' },
      seconds: { type: 'string' },
      'warm-up': { type: 'string' },
      seed: { type: 'string' },
      url: { type: 'string', multiple: true },
      nodes: { type: 'string' },
      store: { type: 'string' },
      split: { type: 'boolean' },
      'server-cpu': { type: 'string', multiple: true },
      'client-cpu': { type: 'string' },
      'server-share': { type: 'string' },
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
    nodes: wholeNumber('nodes', values.nodes, DEFAULTS.nodes, 1, BOUNDS.nodes),
    store: oneOf('store', values.store ?? DEFAULTS.store, ['memory', 'redis']),
    split: values.split ?? false,
    players: wholeNumber('players', values.players, DEFAULTS.players, 1, BOUNDS.players),
    roomsOf: wholeNumber('rooms-of', values['rooms-of'], DEFAULTS.roomsOf, 1, BOUNDS.roomsOf),
    spectators: wholeNumber('spectators', values.spectators, 0, 0, BOUNDS.spectators),
    mode: oneOf('mode', values.mode ?? DEFAULTS.mode, MODES),
    quiz: values.quiz ?? DEFAULTS.quiz,
    seconds: wholeNumber('seconds', values.seconds, DEFAULTS.seconds, 1, BOUNDS.seconds),
    warmupSeconds: wholeNumber('warm-up', values['warm-up'], DEFAULTS.warmupSeconds, 0, 600),
    reconnect: values.reconnect ?? values.human ?? false,
    impatient: values.impatient ?? false,
    seed: wholeNumber('seed', values.seed, DEFAULTS.seed, 0, 0xffffffff),
    report: values.report,
    budgets: (values.budget ?? []).map(parseBudget),
    serverCpus: (values['server-cpu'] ?? []).map((cpu) => wholeNumber('server-cpu', cpu, 0, 0, 1023)),
    clientCpu:
      values['client-cpu'] === undefined
        ? undefined
        : wholeNumber('client-cpu', values['client-cpu'], 0, 0, 1023),
    serverShare:
      values['server-share'] === undefined
        ? undefined
        : positiveNumber('server-share', values['server-share'], 1, 1),
    shape: shapeFrom(values),
  };
  const explicit = new Set(Object.keys(values).flatMap((flag) => OPTIONS_OF_FLAG[flag] ?? []));
  return { kind: 'load', options, scenario: values.scenario, explicit };
}

/** Which options a flag sets. */
const OPTIONS_OF_FLAG: Readonly<{ [flag: string]: readonly (keyof LoadOptions)[] }> = {
  players: ['players'],
  'rooms-of': ['roomsOf'],
  spectators: ['spectators'],
  mode: ['mode'],
  quiz: ['quiz'],
  rate: ['shape'],
  inflight: ['shape'],
  human: ['shape', 'reconnect'],
  reconnect: ['reconnect'],
  impatient: ['impatient'],
  seconds: ['seconds'],
  'warm-up': ['warmupSeconds'],
  seed: ['seed'],
  url: ['urls'],
  nodes: ['nodes'],
  store: ['store'],
  split: ['split'],
  'server-cpu': ['serverCpus'],
  'client-cpu': ['clientCpu'],
  'server-share': ['serverShare'],
  report: ['report'],
  budget: ['budgets'],
  'i-own-this-host': ['ownedHost'],
};

function shapeFrom(values: { rate?: string; inflight?: string; human?: boolean }): LoadShape {
  if (values.inflight !== undefined) {
    return { kind: 'closed', rate: 0, inflight: wholeNumber('inflight', values.inflight, 1, 1, 64) };
  }
  if (values.human === true)
    return { kind: 'human', rate: positiveNumber('rate', values.rate, 1, BOUNDS.rate), inflight: 0 };
  return {
    kind: 'open',
    rate: positiveNumber('rate', values.rate, DEFAULTS.shape.rate, BOUNDS.rate),
    inflight: 0,
  };
}
