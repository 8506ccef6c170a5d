/** Every duration of a room's life and of its nodes, in milliseconds. The composition root lets a test override them. */
export const DURATIONS = {
  /** From `start` to the first accepted guess. */
  countdownMs: 5000,
  /** A seat without a connection is shown as offline after this. */
  offlineShownMs: 5000,
  /** The host's place passes to the longest-present online player after this absence… */
  hostPassesMs: 15_000,
  /** …and comes back with its owner within this. */
  hostReturnsMs: 60_000,
  emptyLobbyMs: 600_000,
  /** A game with nobody online is finished and saved after this (not solo). */
  abandonedGameMs: 300_000,
  finishedRoomMs: 1_800_000,
  soloKeptMs: 30 * 86_400_000,
  /** An idle solo game moves from the room store to Postgres after this. */
  soloParkedMs: 3_600_000,
  leaseRenewMs: 2000,
  leaseExpiresMs: 6000,
  /** How often a node looks for due rooms: a prime, so that timers do not align; jittered. */
  dueRoomsMs: 251,
  /** How long a claimed due room belongs to the node that claimed it. */
  dueLeaseMs: 5000,
  /** `heartbeat` in a quiet room. */
  heartbeatMs: 5000,
  /** The longest that a room's events wait to leave together. */
  batchMs: 50,
  /** The same while a node refuses guesses. */
  pressedBatchMs: 400,
  /** A store that does not answer in this time is `unavailable`. */
  storeTimeoutMs: 1500,
  /** A connection to Redis that owes an answer and says nothing for so long is taken for dead, and made again. */
  storeSilenceMs: 8000,
  /** How often a node sends itself a word over Redis, to find out whether it would hear the others: a prime. */
  subscriptionCheckMs: 2003,
  /** A statement of Postgres that takes longer is given up, and so is a transaction that stands still for so long. */
  databaseTimeoutMs: 10_000,
  /** A busy event loop takes guesses for so long in one turn and refuses the rest of that turn. */
  guessTurnMs: 25,
  /** An event loop is busy when all its turns have taken longer than that for so long. */
  overloadAfterMs: 100,
  /** Guesses that wait longer than this for the store, and not just for a moment, are too many under way. */
  guessWaitMs: 100,
  /** A store that owes answers to guesses and has given none for so long is asked nothing more. */
  storeStalledMs: 500,
  /** A guess that has waited for so long before the store could be asked is not taken to it any more. */
  guessTooOldMs: 500,
  /** A connection that was told `overloaded` is not read for so long: longer than it may ask again sooner. */
  readPauseMs: 400,
  /** The least that `overloaded` asks to wait for; a node that refuses nearly all asks for twice as much. */
  overloadedRetryMs: 400,
  /** Who took a seat is gathered for so long before the database hears of it. */
  playerWritesMs: 1000,
  /** A single-use link to play on another device. */
  linkMs: 600_000,
  /** The longest that a node waits for its clients to go elsewhere after its SIGTERM. */
  drainMs: 3000,
  /** The longest that a node takes to stop, all stages together; what is not done then is cut short. */
  stopMs: 4700,
  /** A room that nothing refers to any more disappears from the store after this. */
  roomExpiresMs: 31 * 86_400_000,
};

export type Durations = typeof DURATIONS;
