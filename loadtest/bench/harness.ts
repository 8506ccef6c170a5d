import { fileURLToPath } from 'node:url';
import { startDriver, type Driver } from '../worker/worker-process.ts';
import type { Audit, LoadShape, SeatOrder } from '../worker/worker-protocol.ts';
import { loadNames } from '../city-names.ts';
import { startFleet, type Fleet, type FleetOptions } from '../nodes/fleet.ts';
import { startListener } from '../nodes/server-process.ts';
import { freePort } from '../nodes/free-port.ts';
import { DEFAULTS } from '../options/command-line.ts';
import { thisMachine } from '../report/machine.ts';
import { percent } from '../report/format-number.ts';
import { CLIENT_CEILING, summarise, WAITED_CEILING, type Summary } from '../report/summary.ts';
import { createWatch } from '../metrics-collector.ts';
import type { BenchOptions } from './bench-options.ts';

type Yardstick = 'ws-echo' | 'socketio-echo' | 'colyseus';

/** The bench as its parts use it: something under test on one core, the client and Redis on the other. */
export interface Bench {
  readonly options: BenchOptions;
  readonly names: string[];
  log(line: string): void;
  /** Starts a fleet and a driver for as long as `work` takes. */
  withFleet<Result>(fleet: Partial<FleetOptions>, work: (stage: Stage) => Promise<Result>): Promise<Result>;
  withYardstick<Result>(name: Yardstick, work: (stage: Stage) => Promise<Result>): Promise<Result>;
}

/** A server under test and the driver connected to it. */
export interface Stage {
  readonly fleet: Fleet;
  readonly driver: Driver;
  /** Fills seats: 1,000 in rooms of 4 unless told otherwise. */
  seat(order?: Partial<SeatOrder>): Promise<void>;
  /** Runs a load; undefined when the client used so much of its core that the figures are worth nothing. */
  measure(shape: LoadShape, rooms?: number): Promise<Summary | undefined>;
  audit(): Promise<Audit>;
}

export const open = (rate: number): LoadShape => ({ kind: 'open', rate, inflight: 0 });
export const closed = (inflight: number): LoadShape => ({ kind: 'closed', rate: 0, inflight });

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const YARDSTICKS: { [name in Yardstick]: string[] } = {
  'ws-echo': ['--import', 'tsx', here('../baselines/ws-echo.ts')],
  'socketio-echo': ['--import', 'tsx', here('../baselines/socketio-echo.ts')],
  colyseus: [here('../colyseus/server.mjs')],
};

export function createBench(options: BenchOptions, log: (line: string) => void): Bench {
  const names = loadNames('europe');
  const warmupSeconds = options.quick ? 2 : 5;
  const measuredSeconds = options.quick ? 5 : 15;
  let seed = 1;

  function createStage(fleet: Fleet, driver: Driver, dialect: SeatOrder['dialect']): Stage {
    return {
      fleet,
      driver,
      async seat(order = {}) {
        await driver.give({
          type: 'seat',
          dialect,
          urls: fleet.urls,
          split: false,
          players: 1000,
          roomsOf: 4,
          spectators: 0,
          mode: 'race',
          quiz: 'europe',
          names: dialect === 'cityrace' ? names : [],
          ...order,
        });
      },
      async measure(shape, rooms) {
        const watch = createWatch(fleet);
        driver.onNote = (note) => watch.onNote(note);
        const run = await driver.give({
          type: 'run',
          shape,
          warmupSeconds,
          seconds: measuredSeconds,
          seed: seed++,
          reconnect: false,
          ...(rooms === undefined ? {} : { rooms }),
        });
        const about = {
          format: 1 as const,
          title: 'bench',
          at: '',
          machine: thisMachine(),
          options: DEFAULTS,
          marks: [],
        };
        const summary = summarise({ ...about, ...watch.totals(), run });
        const reason = unfitFor(summary, shape, dialect);
        if (summary.serverWaited > WAITED_CEILING) {
          log(`    not alone: the server waited ${percent(summary.serverWaited)} of the time for its core`);
        }
        if (reason === undefined) return summary;
        log(`    discarded: ${reason}`);
        return undefined;
      },
      audit: () => driver.give({ type: 'readback' }),
    };
  }

  async function withStage<Result>(
    fleet: Fleet,
    dialect: SeatOrder['dialect'],
    work: (stage: Stage) => Promise<Result>,
  ): Promise<Result> {
    const driver = startDriver(options.clientCpu);
    try {
      return await work(createStage(fleet, driver, dialect));
    } finally {
      await driver.stop();
      await fleet.stop();
    }
  }

  return {
    options,
    names,
    log,
    async withFleet(fleet, work) {
      const { serverCpu, clientCpu } = options;
      const wanted = { nodes: 1, store: 'redis' as const, serverCpus: [serverCpu], clientCpu, ...fleet };
      return withStage(await startFleet(wanted), 'cityrace', work);
    },
    async withYardstick(name, work) {
      const port = await freePort();
      const listener = await startListener({
        args: YARDSTICKS[name],
        env: { PORT: String(port), NODE_ENV: 'production' },
        cpu: options.serverCpu,
      });
      const fleet: Fleet = {
        urls: [listener.url],
        pids: () => [listener.pid],
        storePids: [],
        restart: () => Promise.reject(new Error('a yardstick is not restarted')),
        stop: () => listener.stop(),
      };
      return withStage(fleet, name, work);
    },
  };
}

/** The least share of an open loop's rate that has to be answered in the measured time. */
const KEPT_UP = 0.95;

/** Why a measurement is worth nothing, or undefined. What was refused, or not answered, was not judged and stored either. */
function unfitFor(summary: Summary, shape: LoadShape, dialect: SeatOrder['dialect']): string | undefined {
  const { clientCores, errors, answeredPerSecond, acceptedPerSecond, outcomes } = summary;
  if (clientCores > CLIENT_CEILING) return `the client used ${clientCores.toFixed(2)} of its core`;
  if (errors > 0) return `${errors} errors: ${JSON.stringify(outcomes)}`;
  if (shape.kind === 'open' && answeredPerSecond < shape.rate * KEPT_UP) {
    return `the server answered ${answeredPerSecond.toFixed(0)} of ${shape.rate} a second`;
  }
  const credited = dialect !== 'cityrace' || acceptedPerSecond > answeredPerSecond * 0.999;
  return credited ? undefined : `not every guess was credited: ${JSON.stringify(outcomes)}`;
}
