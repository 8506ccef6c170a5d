import { setTimeout as sleep } from 'node:timers/promises';
import { figure } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Bench } from '../harness.ts';

const RATE = 4000;
const IDLE_ROOMS = 10_000;
/** Until the seats of those who went are marked offline and the places of hosts have passed. */
const QUIET_MS = 20_000;

async function idleRooms(bench: Bench): Promise<Finding> {
  const games = bench.options.quick ? IDLE_ROOMS / 10 : IDLE_ROOMS;
  const ratios: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    await bench.withFleet({ store: 'redis' }, async (stage) => {
      await stage.seat();
      const none = await stage.measure(open(RATE));
      await stage.driver.give({ type: 'idle', urls: stage.fleet.urls, quiz: 'europe', games });
      await sleep(QUIET_MS);
      const many = await stage.measure(open(RATE));
      if (none === undefined || many === undefined) return;
      before.push(none.cpuUsPerGuess);
      after.push(many.cpuUsPerGuess);
      ratios.push(many.cpuUsPerGuess / none.cpuUsPerGuess);
      bench.log(
        `    ${rep}: ${figure(none.cpuUsPerGuess)} µs, with ${figure(games)} idle rooms ${figure(many.cpuUsPerGuess)} µs`,
      );
    });
  }
  return {
    figures: [
      {
        what: `CPU per guess with ${figure(games)} idle rooms ÷ with none`,
        limit: 1.2,
        kind: 'most',
        unit: '×',
        values: ratios,
      },
    ],
    notes: [],
    bars: [
      { label: 'no idle rooms', value: median(before), note: `${figure(median(before))} µs` },
      { label: `${figure(games)} idle rooms`, value: median(after), note: `${figure(median(after))} µs` },
    ],
  };
}

const FILLED = { rooms: 25, finds: 20_000, rate: 2000 };

async function manyFinds(bench: Bench): Promise<Finding> {
  const { rooms, rate } = FILLED;
  const finds = bench.options.quick ? FILLED.finds / 10 : FILLED.finds;
  const ratios: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    await bench.withFleet({ store: 'redis' }, async (stage) => {
      await stage.seat();
      const few = await stage.measure(open(rate), rooms);
      await stage.driver.give({ type: 'fill', rooms, finds: finds / 4 });
      await sleep(2000);
      const many = await stage.measure(open(rate), rooms);
      if (few === undefined || many === undefined) return;
      before.push(few.cpuUsPerGuess);
      after.push(many.cpuUsPerGuess);
      ratios.push(many.cpuUsPerGuess / few.cpuUsPerGuess);
      bench.log(
        `    ${rep}: ${figure(few.cpuUsPerGuess)} µs, with ${figure(finds)} finds in the room ${figure(many.cpuUsPerGuess)} µs`,
      );
    });
  }
  return {
    figures: [
      {
        what: `CPU per guess with ${figure(finds)} finds in the room ÷ with few`,
        limit: 1.2,
        kind: 'most',
        unit: '×',
        values: ratios,
      },
    ],
    notes: [],
    bars: [
      { label: 'few finds', value: median(before), note: `${figure(median(before))} µs` },
      { label: `${figure(finds)} finds`, value: median(after), note: `${figure(median(after))} µs` },
    ],
  };
}

export const idle: Part = {
  name: 'idle-rooms',
  title: 'Flat cost: idle rooms',
  how: `CPU per guess at ${figure(RATE)}/s in 250 active rooms, before and after ${figure(IDLE_ROOMS)} solo games were left in the store.`,
  run: idleRooms,
};

export const finds: Part = {
  name: 'finds',
  title: 'Flat cost: finds in a room',
  how:
    `The same 1,000 connections; ${FILLED.rooms} of the 250 rooms play at ${figure(FILLED.rate)}/s, first new, then with ` +
    `${figure(FILLED.finds)} finds each (in a new room up to ${figure((FILLED.rate * 20) / FILLED.rooms)} come in while it is measured).`,
  run: manyFinds,
};
