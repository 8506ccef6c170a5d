/** What the process of the embedded Postgres tells the server. (The server tells it `'stop'`.) */
export type FromChild = { type: 'listening' } | { type: 'failed'; reason: string };

/** Arguments of that process: where its data lives, the socket it listens at, and a snapshot to start an empty folder from. */
export interface ChildArguments {
  folder: string;
  socketPath: string;
  snapshotPath: string | null;
}
