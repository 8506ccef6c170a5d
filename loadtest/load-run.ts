import { setTimeout as sleep } from 'node:timers/promises';
import { createMetricsCollector } from './metrics-collector.ts';
import type { Fleet } from './nodes/fleet.ts';
import type { LoadOptions } from './options/load-options.ts';
import { thisMachine } from './report/machine.ts';
import type { Annotation, RunRecord, SecondRow } from './report/run-record.ts';
import type { ScenarioKind } from './scenarios/scenario.ts';
import type { WorkerProcess } from './worker/worker-process.ts';

/** Told how a run goes. */
export interface ProgressListener {
  onRow: (row: SecondRow) => void;
  onProgress: (what: string, done: number, of: number) => void;
}

const STORM_PARALLEL = 256;

/** Carries out one load run on a fleet: rooms, load, what the scenario does to it, the audit. */
export async function runLoad(
  title: string,
  options: LoadOptions,
  kind: ScenarioKind,
  names: string[],
  fleet: Fleet,
  worker: WorkerProcess,
  listener: ProgressListener,
): Promise<RunRecord> {
  const collector = createMetricsCollector(fleet, listener.onRow);
  const annotations: Annotation[] = [];
  worker.onMessage = (message) => {
    if (message.type === 'progress') listener.onProgress(message.what, message.done, message.of);
    else collector.onMessage(message);
  };
  const base = {
    format: 3 as const,
    title,
    at: new Date().toISOString(),
    machine: thisMachine(),
    options,
    annotations,
  };
  const { urls } = fleet;

  if (kind === 'connection-flood') {
    const { players: connections, shape } = options;
    const connectionFlood = await worker.execute({ type: kind, urls, connections, perSecond: shape.rate });
    await worker.execute({ type: 'tear-down' });
    return { ...base, ...collector.totals(), connectionFlood };
  }

  const { players, roomsOf, spectators, mode, quiz, split } = options;
  const rooms = { split, players, roomsOf, spectators, mode, quiz, names };
  const setUp = await worker.execute({ type: 'set-up', protocol: 'cityrace', urls, ...rooms });
  const restarts = kind === 'rolling-restart' ? restartNodes(options, fleet, annotations) : Promise.resolve();
  const { shape, warmupSeconds, seconds, seed, reconnect, impatient } = options;
  const run = await worker.execute({
    type: 'run',
    shape,
    warmupSeconds,
    seconds,
    seed,
    reconnect,
    impatient,
  });
  await restarts;
  const storm =
    kind === 'reconnect-storm'
      ? { reconnectStorm: await worker.execute({ type: kind, parallel: STORM_PARALLEL }) }
      : {};
  const audit = await worker.execute({ type: 'audit' });
  await worker.execute({ type: 'tear-down' });
  return { ...base, ...collector.totals(), setUp, run, ...storm, audit };
}

/** Restarts one node after the other, evenly over the measured time, as a release does. */
async function restartNodes(options: LoadOptions, fleet: Fleet, annotations: Annotation[]): Promise<void> {
  const stepMs = (options.seconds * 1000) / (fleet.urls.length + 1);
  const startedAt = performance.now() - options.warmupSeconds * 1000;
  await sleep(options.warmupSeconds * 1000);
  for (let index = 0; index < fleet.urls.length; index++) {
    await sleep(stepMs);
    annotations.push({
      second: (performance.now() - startedAt) / 1000,
      what: `node ${index + 1} restarts`,
    });
    await fleet.restart(index);
  }
}
