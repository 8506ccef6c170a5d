import { parseArgs } from 'node:util';

export interface BenchOptions {
  reps: number;
  /** Short measurements, for trying the bench itself. */
  quick: boolean;
  /** Names of parts; empty: all. */
  only: string[];
  /** Only write docs/performance.md anew from the newest results. */
  docs: boolean;
  list: boolean;
  /** The core of what is measured, and that of the client and Redis. */
  serverCpu: number;
  clientCpu: number;
}

/** Parses the command line; throws a `TypeError` for options it does not know. */
export function parseBenchOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      reps: { type: 'string', default: '5' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      docs: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      'server-cpu': { type: 'string', default: '0' },
      'client-cpu': { type: 'string', default: '1' },
    },
  });
  return {
    reps: Math.max(1, Math.floor(Number(values.reps)) || 1),
    quick: values.quick,
    only: values.only.flatMap((names) => names.split(',')),
    docs: values.docs,
    list: values.list,
    serverCpu: Number(values['server-cpu']),
    clientCpu: Number(values['client-cpu']),
  };
}
