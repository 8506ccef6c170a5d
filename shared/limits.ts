/**
 * Every limit of the product, in one table. An operator changes one with `RATE_LIMITS="guessPerSecond=10,…"`; those that
 * name a rate, an address or a player's connections are lifted together by `RATE_LIMITS=off` (see {@link RATE_LIMIT_NAMES}).
 */
export const LIMITS = {
  /** Characters (UTF-16 units) of a guess. */
  guessTextLength: 80,
  /** Characters of a client-made id: `guessId`, `createId`. */
  clientIdLength: 64,
  /** Characters of a player's name, after trimming. */
  nameLength: 24,
  /** Bytes of a command's payload as JSON. */
  payloadBytes: 2048,
  /** Bytes of one frame; above it the socket is closed. */
  frameBytes: 16_384,
  /** Bytes waiting for a slow reader; above it the socket is closed. */
  unsentBytes: 1_048_576,
  /** Bytes of a browser's error report. */
  clientErrorBytes: 8192,

  players: 24,
  spectators: 100,
  /** Seats that one game may give, those of spectators who went included: finds are kept under two bytes of a seat's number. */
  seatsPerGame: 65_000,
  /** Bans that a room keeps, and those who gave up their seats there; the oldest make room. */
  bannedPerRoom: 200,
  departedPerRoom: 200,
  /** Rooms that one socket may be seated in at a time. */
  roomsPerSocket: 8,

  /** Rooms that are remembered of a player; the oldest make room. */
  roomsPerPlayer: 50,

  /** Finds carried by a view. */
  viewFinds: 500,
  /** Finds on a page of all finds: about 8 ms of the server's time and 150 KB on the wire. */
  foundPage: 10_000,
  /** Missed cities on a page. */
  missedPage: 500,
  /** Events that a room's stream keeps, and the most that `sync` answers with. */
  streamEvents: 1000,
  syncEvents: 500,

  /** Guesses under way on a node, at the most: what it finds that its store carries soon is less. */
  guessesUnderWay: 4096,
  /** Other commands under way on a node; those that bring newcomers (`create`, `join`) stop at three quarters. */
  commandsUnderWay: 1024,
  /** Commands that wait for their turn in one room. */
  commandsPerRoom: 256,
  /** Handshakes under way on a node. */
  handshakesUnderWay: 512,
  /** HTTP requests under way on a node; those about its health are not counted. */
  httpUnderWay: 256,

  guessBurst: 20,
  guessPerSecond: 5,
  /** Guesses of a name that is still being typed: a page sends one a pause. */
  typingBurst: 5,
  typingPerSecond: 2,
  emoteBurst: 1,
  emotePerSecond: 1 / 1.5,
  commandBurst: 20,
  commandPerSecond: 2,
  createsPerHourIdentity: 60,
  createsPerHourAddress: 600,
  failedJoinsPerMinuteAddress: 20,
  /** Connections of those who hold no seat anywhere: a full room's 124 fit behind one address at once, and once more. */
  socketsPerAddress: 300,
  newSocketsPerMinuteAddress: 250,
  /** Connections of one who holds a seat, and whom the limits of addresses do not concern: a class comes back all at once. */
  socketsPerPlayer: 20,
  newSocketsPerMinutePlayer: 60,
  /** A page begins with some six. */
  httpPerMinuteAddress: 1500,
  clientErrorsPerHourAddress: 60,
  linksPerHourIdentity: 20,
  /** Refusals for rate in a row, per socket, that count as sustained abuse and close it. */
  refusalsBeforeClose: 200,
};

export type Limits = typeof LIMITS;
export type LimitName = keyof Limits;

/** The limits that `RATE_LIMITS=off` lifts: those that name a rate, an address or a player's connections. */
export const RATE_LIMIT_NAMES = [
  'guessBurst',
  'guessPerSecond',
  'typingBurst',
  'typingPerSecond',
  'emoteBurst',
  'emotePerSecond',
  'commandBurst',
  'commandPerSecond',
  'createsPerHourIdentity',
  'createsPerHourAddress',
  'failedJoinsPerMinuteAddress',
  'socketsPerAddress',
  'newSocketsPerMinuteAddress',
  'socketsPerPlayer',
  'newSocketsPerMinutePlayer',
  'httpPerMinuteAddress',
  'clientErrorsPerHourAddress',
  'linksPerHourIdentity',
  'refusalsBeforeClose',
] as const satisfies readonly LimitName[];
