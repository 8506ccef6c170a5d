import { setTimeout as sleep } from 'node:timers/promises';
import type { Audit } from '../audit/audit.ts';
import type { ProgressListener } from '../load-run.ts';
import { busyShare, coreTicks } from '../measure/core-usage.ts';
import { createMetricsCollector } from '../metrics-collector.ts';
import { startFleet, type Fleet } from '../nodes/fleet.ts';
import type { LoadOptions } from '../options/load-options.ts';
import { thisMachine } from '../report/machine.ts';
import type { Annotation, RunRecord } from '../report/run-record.ts';
import { startWorkerProcess } from '../worker/worker-process.ts';
import type { RunCommand } from '../worker/worker-protocol.ts';
import { disturb } from './disturbance.ts';
import { STALL_BEGINS_SECONDS, type DisturbanceKind } from './levels.ts';

/** A fresh server with everybody seated, held to a share of a core. */
export interface Session {
  readonly url: string;
  /** How many rooms play. */
  readonly rooms: number;
  /** Runs a load, with what is done to the server meanwhile. */
  run(title: string, run: Run): Promise<RunRecord>;
  audit(): Promise<Audit>;
}

export type Run = Pick<RunCommand, 'shape' | 'warmupSeconds' | 'seconds'> &
  Partial<Pick<RunCommand, 'impatient' | 'calm' | 'rooms'>> & { disturbance?: DisturbanceKind | undefined };

/** Gives the listener for a run of so many seconds. */
export type ListenerFor = (totalSeconds: number) => ProgressListener;

/** Starts a server and a worker for as long as `work` takes. */
export async function withSession<Result>(
  options: LoadOptions,
  names: string[],
  listenerFor: ListenerFor,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const fleet = await startFleet(options);
  const worker = startWorkerProcess(options.clientCpu);

  async function run(title: string, { disturbance, ...command }: Run): Promise<RunRecord> {
    const { warmupSeconds, seconds, calm } = command;
    const listener = listenerFor(warmupSeconds + seconds + (calm?.seconds ?? 0));
    const collector = createMetricsCollector(fleet, (row) => listener.onRow(row));
    const annotations: Annotation[] = [];
    const over = new AbortController();
    let disturbed: Promise<void> = Promise.resolve();
    const readCores = () => [options.serverCpus[0], options.clientCpu].map(coreTicks);
    let from = readCores();
    let until = from;
    worker.onMessage = (message) => {
      if (message.type === 'progress') listener.onProgress(message.what, message.done, message.of);
      else collector.onMessage(message);
      if (message.type === 'measured') {
        until = readCores();
        over.abort();
      }
      if (message.type !== 'measuring') return;
      from = readCores();
      if (disturbance === undefined) return;
      annotations.push({ second: warmupSeconds + STALL_BEGINS_SECONDS, what: disturbance });
      disturbed = disturbUntil(disturbance, fleet, over.signal);
      // Awaited below, when the load has ended.
      disturbed.catch(() => undefined);
    };
    const impatient = command.impatient ?? false;
    const { seed } = options;
    try {
      const result = await worker.execute({ type: 'run', seed, reconnect: false, ...command, impatient });
      return {
        format: 3,
        title,
        at: new Date().toISOString(),
        machine: thisMachine(),
        options: { ...options, ...command, impatient },
        annotations,
        ...(fleet.limit === undefined ? {} : { limit: fleet.limit.how }),
        ...collector.totals(),
        busyCores: { server: busyShare(from[0], until[0]), client: busyShare(from[1], until[1]) },
        run: result,
      };
    } finally {
      over.abort();
      await disturbed;
    }
  }

  try {
    const { onProgress } = listenerFor(0);
    worker.onMessage = (message) => {
      if (message.type === 'progress') onProgress(message.what, message.done, message.of);
    };
    const { players, roomsOf, spectators, mode, quiz, split } = options;
    const rooms = { split, players, roomsOf, spectators, mode, quiz, names };
    const setUp = await worker.execute({ type: 'set-up', protocol: 'cityrace', urls: fleet.urls, ...rooms });
    return await work({
      url: fleet.urls[0]!,
      rooms: setUp.rooms,
      run,
      audit: () => worker.execute({ type: 'audit' }),
    });
  } finally {
    await worker.stop();
    await fleet.stop();
  }
}

/** Disturbs the fleet from a second after now until `over`. */
async function disturbUntil(kind: DisturbanceKind, fleet: Fleet, over: AbortSignal): Promise<void> {
  await sleep(STALL_BEGINS_SECONDS * 1000, undefined, { signal: over }).catch(() => undefined);
  if (over.aborted) return;
  const end = disturb(kind, fleet);
  await new Promise<void>((resolve) => {
    over.addEventListener('abort', () => resolve(), { once: true });
  });
  end();
}
