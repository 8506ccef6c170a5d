import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver } from './worker/worker-process.ts';
import type { Note } from './worker/worker-protocol.ts';
import type { Fleet } from './nodes/fleet.ts';
import type { LoadOptions } from './options/command-line.ts';
import { thisMachine } from './report/machine.ts';
import type { Mark, Record, Row } from './report/run-record.ts';
import type { Act } from './scenarios/scenario.ts';
import { createWatch } from './metrics-collector.ts';

/** What somebody watching the run wants to hear. */
export interface Audience {
  onRow: (row: Row) => void;
  onProgress: (what: string, done: number, of: number) => void;
}

const STORM_PARALLEL = 256;

/** Carries out one load run on a fleet: seats, load, what the scenario does to it, the rooms read back. */
export async function runTrial(
  title: string,
  options: LoadOptions,
  act: Act,
  names: string[],
  fleet: Fleet,
  driver: Driver,
  audience: Audience,
): Promise<Record> {
  const watch = createWatch(fleet, audience.onRow);
  const marks: Mark[] = [];
  driver.onNote = (note: Note) => {
    if (note.type === 'progress') audience.onProgress(note.what, note.done, note.of);
    else watch.onNote(note);
  };
  const base = {
    format: 1 as const,
    title,
    at: new Date().toISOString(),
    machine: thisMachine(),
    options,
    marks,
  };

  if (act === 'flood') {
    const perSecond = options.shape.rate;
    const flood = await driver.give({
      type: 'flood',
      urls: fleet.urls,
      connections: options.players,
      perSecond,
    });
    await driver.give({ type: 'leave' });
    return { ...base, ...watch.totals(), flood };
  }

  const { players, roomsOf, spectators, mode, quiz, split } = options;
  const seat = await driver.give({
    type: 'seat',
    dialect: 'cityrace',
    urls: fleet.urls,
    ...{ split, players, roomsOf, spectators, mode, quiz, names },
  });
  const restarts = act === 'restart' ? restartNodes(options, fleet, marks) : Promise.resolve();
  const { shape, warmupSeconds, seconds, seed, reconnect } = options;
  const run = await driver.give({ type: 'run', shape, warmupSeconds, seconds, seed, reconnect });
  await restarts;
  const storm = act === 'storm' ? await driver.give({ type: 'storm', parallel: STORM_PARALLEL }) : undefined;
  const audit = await driver.give({ type: 'readback' });
  await driver.give({ type: 'leave' });
  return { ...base, ...watch.totals(), seat, run, ...(storm === undefined ? {} : { storm }), audit };
}

/** Restarts one node after the other, evenly over the measured time, as a release does. */
async function restartNodes(options: LoadOptions, fleet: Fleet, marks: Mark[]): Promise<void> {
  const stepMs = (options.seconds * 1000) / (fleet.urls.length + 1);
  const startedAt = performance.now() - options.warmupSeconds * 1000;
  await sleep(options.warmupSeconds * 1000);
  for (let index = 0; index < fleet.urls.length; index++) {
    await sleep(stepMs);
    marks.push({ second: (performance.now() - startedAt) / 1000, what: `node ${index + 1} restarts` });
    await fleet.restart(index);
  }
}
