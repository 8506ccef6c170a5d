import { fileURLToPath } from 'node:url';
import { loadNames } from '../city-names.ts';
import { startFleet, type Fleet, type FleetOptions } from '../nodes/fleet.ts';
import { freePort } from '../nodes/free-port.ts';
import { startServerProcess } from '../nodes/server-process.ts';
import { startWorkerProcess } from '../worker/worker-process.ts';
import type { LoadShape, TargetProtocol } from '../worker/worker-protocol.ts';
import type { BenchOptions } from './bench-options.ts';
import { createSystem, type SystemContext, type SystemUnderTest } from './system-under-test.ts';

type Baseline = Exclude<TargetProtocol, 'cityrace'>;
type Work<Result> = (system: SystemUnderTest) => Promise<Result>;

/** What the parts of the bench are given: something under test on one core, the client and Redis on the other. */
export interface Harness {
  readonly options: BenchOptions;
  log(line: string): void;
  /** Starts nodes and a worker for as long as `work` takes. One node over Redis unless told otherwise. */
  withFleet<Result>(fleet: Partial<FleetOptions>, work: Work<Result>): Promise<Result>;
  withBaseline<Result>(name: Baseline, work: Work<Result>): Promise<Result>;
}

export const open = (rate: number): LoadShape => ({ kind: 'open', rate, inflight: 0 });
export const closed = (inflight: number): LoadShape => ({ kind: 'closed', rate: 0, inflight });

const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const BASELINE_ARGS: { [name in Baseline]: string[] } = {
  'ws-echo': ['--import', 'tsx', fileAt('../baselines/ws-echo.ts')],
  'socketio-echo': ['--import', 'tsx', fileAt('../baselines/socketio-echo.ts')],
  colyseus: [fileAt('../colyseus/server.mjs')],
};

export function createHarness(options: BenchOptions, log: (line: string) => void): Harness {
  let seed = 1;
  const context: SystemContext = {
    names: loadNames('europe'),
    measurement: options.quick ? { warmupSeconds: 2, seconds: 5 } : { warmupSeconds: 5, seconds: 15 },
    nextSeed: () => seed++,
    log,
  };

  async function withSystem<Result>(
    fleet: Fleet,
    protocol: TargetProtocol,
    work: Work<Result>,
  ): Promise<Result> {
    const worker = startWorkerProcess(options.clientCpu);
    try {
      return await work(createSystem(fleet, worker, protocol, context));
    } finally {
      await worker.stop();
      await fleet.stop();
    }
  }

  return {
    options,
    log,
    async withFleet(fleet, work) {
      const { serverCpu, clientCpu } = options;
      const wanted = { nodes: 1, store: 'redis' as const, serverCpus: [serverCpu], clientCpu, ...fleet };
      return withSystem(await startFleet(wanted), 'cityrace', work);
    },
    async withBaseline(name, work) {
      const port = await freePort();
      const server = await startServerProcess({
        args: BASELINE_ARGS[name],
        env: { PORT: String(port), NODE_ENV: 'production' },
        cpu: options.serverCpu,
      });
      const fleet: Fleet = {
        urls: [server.url],
        pids: () => [server.pid],
        storePids: [],
        restart: () => Promise.reject(new Error('a baseline is not restarted')),
        stop: () => server.stop(),
      };
      return withSystem(fleet, name, work);
    },
  };
}
