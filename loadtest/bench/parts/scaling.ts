import { setTimeout as sleep } from 'node:timers/promises';
import { formatNumber } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Harness } from '../harness.ts';

const RATE = 4000;
const IDLE_ROOMS = 10_000;
/** Until the seats of those who went are marked offline and the places of hosts have passed. */
const QUIET_MS = 20_000;

async function idleRooms(harness: Harness): Promise<Finding> {
  const games = harness.options.quick ? IDLE_ROOMS / 10 : IDLE_ROOMS;
  const ratios: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    await harness.withFleet({ store: 'redis' }, async (system) => {
      await system.setUp();
      const none = await system.measure(open(RATE));
      await system.worker.execute({
        type: 'seed-idle-games',
        urls: system.fleet.urls,
        quiz: 'europe',
        games,
      });
      await sleep(QUIET_MS);
      const many = await system.measure(open(RATE));
      if (none === undefined || many === undefined) return;
      before.push(none.cpuUsPerGuess);
      after.push(many.cpuUsPerGuess);
      ratios.push(many.cpuUsPerGuess / none.cpuUsPerGuess);
      harness.log(
        `    ${rep}: ${formatNumber(none.cpuUsPerGuess)} µs, with ${formatNumber(games)} idle rooms ${formatNumber(many.cpuUsPerGuess)} µs`,
      );
    });
  }
  return {
    figures: [
      {
        what: `CPU per guess with ${formatNumber(games)} idle rooms ÷ with none`,
        limit: 1.2,
        kind: 'most',
        unit: '×',
        values: ratios,
      },
    ],
    notes: [],
    bars: [
      { label: 'no idle rooms', value: median(before), note: `${formatNumber(median(before))} µs` },
      {
        label: `${formatNumber(games)} idle rooms`,
        value: median(after),
        note: `${formatNumber(median(after))} µs`,
      },
    ],
  };
}

const FILLED = { rooms: 25, finds: 20_000, rate: 2000 };

async function manyFinds(harness: Harness): Promise<Finding> {
  const { rooms, rate } = FILLED;
  const finds = harness.options.quick ? FILLED.finds / 10 : FILLED.finds;
  const ratios: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    await harness.withFleet({ store: 'redis' }, async (system) => {
      await system.setUp();
      const few = await system.measure(open(rate), { rooms });
      await system.worker.execute({ type: 'seed-finds', rooms, finds: finds / 4 });
      await sleep(2000);
      const many = await system.measure(open(rate), { rooms });
      if (few === undefined || many === undefined) return;
      before.push(few.cpuUsPerGuess);
      after.push(many.cpuUsPerGuess);
      ratios.push(many.cpuUsPerGuess / few.cpuUsPerGuess);
      harness.log(
        `    ${rep}: ${formatNumber(few.cpuUsPerGuess)} µs, with ${formatNumber(finds)} finds in the room ${formatNumber(many.cpuUsPerGuess)} µs`,
      );
    });
  }
  return {
    figures: [
      {
        what: `CPU per guess with ${formatNumber(finds)} finds in the room ÷ with few`,
        limit: 1.2,
        kind: 'most',
        unit: '×',
        values: ratios,
      },
    ],
    notes: [],
    bars: [
      { label: 'few finds', value: median(before), note: `${formatNumber(median(before))} µs` },
      {
        label: `${formatNumber(finds)} finds`,
        value: median(after),
        note: `${formatNumber(median(after))} µs`,
      },
    ],
  };
}

export const idleRoomsPart: Part = {
  name: 'idle-rooms',
  title: 'Scaling: idle rooms',
  how: `CPU per guess at ${formatNumber(RATE)}/s in 250 active rooms, before and after ${formatNumber(IDLE_ROOMS)} solo games were left in the store.`,
  run: idleRooms,
};

export const findsPart: Part = {
  name: 'finds',
  title: 'Scaling: finds in a room',
  how:
    `The same 1,000 connections; ${FILLED.rooms} of the 250 rooms play at ${formatNumber(FILLED.rate)}/s, first new, then with ` +
    `${formatNumber(FILLED.finds)} finds each (in a new room up to ${formatNumber((FILLED.rate * 20) / FILLED.rooms)} come in while it is measured).`,
  run: manyFinds,
};
