import type { Credit, StoredEvent } from '../room-store.ts';
import { citiesFrom, finderOf, foundAt, type FindLog } from './find-log.ts';
import { emptyIndex, hashPair, indexRow, rowFor, type RowIndex } from './row-index.ts';
import { addRow, cell, emptyRows, type Rows } from './rows.ts';

/**
 * The credited guesses of one game, each of which is also an event. A row has what the finds do not tell: the finds of a
 * guess follow one another in the game's log, and have its seat and its time.
 */
export interface CreditLog {
  readonly finds: FindLog;
  readonly rows: Rows;
  /** By seat and digest of the `guessId`. */
  readonly index: RowIndex;
  /** By seat, of those credited since the process has the room: a seat may be given up before its events are forgotten. */
  readonly playerIds: string[];
}

const DIGEST = 0;
const SEQ = 1;
const FIRST = 2;
const COUNT = 3;
const MORE = 4;
const CITIES = 5;
const POPULATION = 6;
const AGAIN = 7;

export const emptyCredits = (finds: FindLog): CreditLog => ({
  finds,
  rows: emptyRows(8),
  index: emptyIndex(),
  playerIds: [],
});

/** Appends a credit whose finds are in the log already, from position `first` on; answers its row. */
export function appendCredit(log: CreditLog, credit: Credit, first: number): number {
  const { digest, seq, again = 0, more, score, cityIds } = credit;
  const { cities, population = 0 } = score;
  const row = addRow(log.rows, [digest, seq, first, cityIds.length, more, cities, population, again]);
  indexRow(log.index, row, (other) => hashPair(cell(log.rows, other, DIGEST), seatIndexOf(log, other)));
  return row;
}

/** The row of this seat's credited guess, or undefined. */
export const rowOfGuess = (log: CreditLog, seatIndex: number, digest: number): number | undefined =>
  rowFor(
    log.index,
    hashPair(digest, seatIndex),
    (row) => cell(log.rows, row, DIGEST) === digest && seatIndexOf(log, row) === seatIndex,
  );

export function creditAt(log: CreditLog, row: number): Credit {
  const { finds, rows } = log;
  const first = cell(rows, row, FIRST);
  return {
    seatIndex: finderOf(finds, first),
    digest: cell(rows, row, DIGEST),
    seq: cell(rows, row, SEQ),
    at: foundAt(finds, first),
    again: cell(rows, row, AGAIN),
    more: cell(rows, row, MORE),
    score: { cities: cell(rows, row, CITIES), population: cell(rows, row, POPULATION) },
    cityIds: citiesFrom(finds, first, cell(rows, row, COUNT)),
  };
}

export const creditsOf = (log: CreditLog): Credit[] =>
  Array.from({ length: log.rows.count }, (_, row) => creditAt(log, row));

/** The event of a credit that was appended for {@link CreditLog.playerIds}. */
export function eventAt(log: CreditLog, row: number): StoredEvent {
  const { seatIndex, seq, at, score, cityIds } = creditAt(log, row);
  return { seq, at, type: 'found', playerId: log.playerIds[seatIndex]!, cityIds, score };
}

const seatIndexOf = (log: CreditLog, row: number): number => finderOf(log.finds, cell(log.rows, row, FIRST));
