import type { Find, FindsRequest } from '../room-store.ts';
import { findTime, saidAt, timeOf } from './find-time.ts';
import { addRow, cell, emptyRows, type Rows } from './rows.ts';

/** The finds of one game in their order. */
export type FindLog = Rows;

const SEAT = 0;
const CITY = 1;
const TIME = 2;

export const emptyLog = (): FindLog => emptyRows(3);

/** Answers the find's position. */
export const appendFind = (log: FindLog, { seatIndex, cityId, at, said }: Find): number =>
  addRow(log, [seatIndex, cityId, findTime(at, said)]);

export const finderOf = (log: FindLog, position: number): number => cell(log, position, SEAT);
export const cityOf = (log: FindLog, position: number): number => cell(log, position, CITY);
export const foundAt = (log: FindLog, position: number): number => timeOf(cell(log, position, TIME));

export const findAt = (log: FindLog, position: number): Find => ({
  seatIndex: finderOf(log, position),
  cityId: cityOf(log, position),
  at: foundAt(log, position),
});

/** The same with how its name was said, which is kept and saved but not told during play. */
function saidFindAt(log: FindLog, position: number): Find {
  const said = saidAt(cell(log, position, TIME));
  return { ...findAt(log, position), ...(said === undefined ? {} : { said }) };
}

/** The cities of `count` finds, from position `first` on. */
export function citiesFrom(log: FindLog, first: number, count: number): number[] {
  const cityIds: number[] = [];
  for (let position = first; position < first + count; position += 1) cityIds.push(cityOf(log, position));
  return cityIds;
}

/** Up to `limit` finds, oldest first, from `after` on. */
export function findsAfter(log: FindLog, after: number, limit: number): Find[] {
  const finds: Find[] = [];
  const end = Math.min(log.count, after + limit);
  for (let position = after; position < end; position += 1) finds.push(saidFindAt(log, position));
  return finds;
}

/** Up to `limit` of the first finds of these seats, newest first. */
export function newestFinds(
  log: FindLog,
  { before, seats, limit }: Pick<FindsRequest, 'before' | 'seats' | 'limit'>,
): Find[] {
  const finds: Find[] = [];
  for (let position = before - 1; position >= 0 && finds.length < limit; position -= 1) {
    if (seats === 'all' || seats.includes(finderOf(log, position))) finds.push(findAt(log, position));
  }
  return finds;
}
