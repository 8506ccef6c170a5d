import type { Audit } from '../audit/audit.ts';
import { createMetricsCollector } from '../metrics-collector.ts';
import type { Fleet } from '../nodes/fleet.ts';
import { DEFAULTS } from '../options/load-options.ts';
import { percent } from '../report/format-number.ts';
import { thisMachine } from '../report/machine.ts';
import { summarise, WAITED_CEILING, type Summary } from '../report/summary.ts';
import type { WorkerProcess } from '../worker/worker-process.ts';
import type { LoadShape, SetUpCommand, TargetProtocol } from '../worker/worker-protocol.ts';
import { reasonToDiscard } from './discard.ts';

/** How long a measurement takes, and the rooms that play: all unless told otherwise. */
export interface Measurement {
  warmupSeconds: number;
  seconds: number;
  rooms?: number;
}

/** A server under test and the worker connected to it. */
export interface SystemUnderTest {
  readonly fleet: Fleet;
  readonly worker: WorkerProcess;
  /** Connects everybody and starts the games: 1,000 players in rooms of 4 unless told otherwise. */
  setUp(options?: Partial<SetUpCommand>): Promise<void>;
  /** Runs a load; undefined when the measurement is worth nothing, which the log then explains. */
  measure(shape: LoadShape, options?: Partial<Measurement>): Promise<Summary | undefined>;
  audit(): Promise<Audit>;
}

/** What the harness gives every system. */
export interface SystemContext {
  names: string[];
  /** How long `measure` takes unless told otherwise. */
  measurement: Measurement;
  nextSeed: () => number;
  log: (line: string) => void;
}

export function createSystem(
  fleet: Fleet,
  worker: WorkerProcess,
  protocol: TargetProtocol,
  context: SystemContext,
): SystemUnderTest {
  const { names, measurement, nextSeed, log } = context;
  return {
    fleet,
    worker,
    async setUp(options = {}) {
      await worker.execute({
        type: 'set-up',
        protocol,
        urls: fleet.urls,
        split: false,
        players: 1000,
        roomsOf: 4,
        spectators: 0,
        mode: 'race',
        quiz: 'europe',
        names: protocol === 'cityrace' ? names : [],
        ...options,
      });
    },
    async measure(shape, options = {}) {
      const collector = createMetricsCollector(fleet);
      worker.onMessage = (message) => collector.onMessage(message);
      const run = await worker.execute({
        type: 'run',
        shape,
        seed: nextSeed(),
        reconnect: false,
        impatient: false,
        ...measurement,
        ...options,
      });
      const summary = summarise({
        format: 3,
        title: 'bench',
        at: '',
        machine: thisMachine(),
        options: DEFAULTS,
        annotations: [],
        ...collector.totals(),
        run,
      });
      if (summary.serverWaited > WAITED_CEILING) {
        log(`    core shared: the server waited ${percent(summary.serverWaited)} of the time for it`);
      }
      const reason = reasonToDiscard(summary, shape, protocol);
      if (reason === undefined) return summary;
      log(`    discarded: ${reason}`);
      return undefined;
    },
    audit: () => worker.execute({ type: 'audit' }),
  };
}
