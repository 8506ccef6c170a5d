import type { QueryResultRow } from 'pg';

/** How a store asks: one statement, or several that happen together or not at all. */
export interface Query {
  <Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface Queries {
  /** One statement, waiting for a database that is starting, bounded in time. */
  query: Query;
  /** Runs `work` in one transaction on one connection. */
  transaction: <Result>(work: (query: Query) => Promise<Result>) => Promise<Result>;
}
