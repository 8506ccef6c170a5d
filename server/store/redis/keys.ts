/**
 * Every Redis key, and the only place that builds one. A room's keys share the hash tag `{roomId}` and so a master; scripts get the
 * tag as their one key and add the suffixes below (a test compares the two). Everything else may live on another
 * master. Every key expires but an unsaved run, its finds and the index of unsaved runs. docs/room-store.md has the layouts.
 */
export const ROOM_SUFFIXES = {
  /** Hash, kept flat for the guess script: see flat-fields.ts. */
  hot: 'h',
  /** The document as JSON. */
  doc: 'd',
  /** Stream of events, ids `<seq>-0`. */
  events: 'e',
  /** Hash of buckets: who has a city. */
  owners: 'o',
  /** Hash of buckets: credited guesses. */
  guesses: 'g',
  /** String of records: the finds of the current run. `f:<runId>` those of an earlier run that is not saved yet. */
  finds: 'f',
  /** String of rows, `w:<runId>`: how the names of a run's finds were said, where not bare. See said-rows.ts. */
  said: 'w',
  /** List: ids of unsaved runs. `x:<runId>` the header of each, as JSON. */
  unsaved: 'x',
} as const;

export const roomTag = (roomId: string): string => `{${roomId}}`;
export const hotKey = (roomId: string): string => `${roomTag(roomId)}:${ROOM_SUFFIXES.hot}`;
export const runHeaderKey = (roomId: string, runId: string): string =>
  `${roomTag(roomId)}:${ROOM_SUFFIXES.unsaved}:${runId}`;
export const saidKey = (roomId: string, runId: string): string =>
  `${roomTag(roomId)}:${ROOM_SUFFIXES.said}:${runId}`;

/** The room that a `createKey` made. */
export const createKeyOf = (createKey: string): string => `create:${createKey}`;
/** Hash: unsaved run → its room. */
export const OUTBOX = 'outbox';
/** Tag of the due-set: `:at` sorted set of rooms by time, `:lease` and `:wanted` hashes. */
export const DUE = '{due}';
/** Tag of the nodes' leases: `:until` sorted set of nodes by time, `:grace`, `:rooms:<nodeId>` sets. */
export const NODES = '{nodes}';
/** List: rooms of a player. */
export const playerKey = (playerId: string): string => `player:${playerId}`;
export const counterKey = (key: string): string => `count:${key}`;
export const tokenKey = (token: string): string => `token:${token}`;
