import type { Find } from '../room-store.ts';

/** The finds of one game in their order: three columns, because a find is small and there may be hundreds of thousands. */
export interface FindLog {
  seats: number[];
  cityIds: number[];
  times: number[];
}

export const emptyLog = (): FindLog => ({ seats: [], cityIds: [], times: [] });

export function appendFind(log: FindLog, find: Find): void {
  log.seats.push(find.seatIndex);
  log.cityIds.push(find.cityId);
  log.times.push(find.at);
}

export const findAt = (log: FindLog, position: number): Find => ({
  seatIndex: log.seats[position]!,
  cityId: log.cityIds[position]!,
  at: log.times[position]!,
});

/** Up to `limit` finds, oldest first, from `after` on. */
export function findsAfter(log: FindLog, after: number, limit: number): Find[] {
  const finds: Find[] = [];
  const end = Math.min(log.seats.length, after + limit);
  for (let position = after; position < end; position += 1) finds.push(findAt(log, position));
  return finds;
}

/** Up to `limit` finds of these seats, newest first. */
export function newestFinds(log: FindLog, seats: 'all' | readonly number[], limit: number): Find[] {
  const finds: Find[] = [];
  for (let position = log.seats.length - 1; position >= 0 && finds.length < limit; position -= 1) {
    if (seats === 'all' || seats.includes(log.seats[position]!)) finds.push(findAt(log, position));
  }
  return finds;
}
