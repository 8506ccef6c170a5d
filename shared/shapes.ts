import { z } from 'zod';
import { SettingsSchema } from './settings.ts';
import { EMOTES, MODES, OUTCOMES, SAID } from './words.ts';

/**
 * Shapes of everything that travels from server to client. The types of messages.ts are inferred from them, the protocol
 * document is generated from them, and the tests hold every frame against them. All times are epoch ms of the store's clock.
 */
const at = z.int().min(0);
const count = z.int().min(0);
const seq = z.int().min(0);
const playerId = z.string();
const roomId = z.string();
const optional = z.exactOptional;

export const CitySchema = z.strictObject({
  id: z.int().meta({ description: 'GeoNames id; never changes' }),
  name: z.string(),
  lat: z.number().meta({ description: 'Degrees north' }),
  lon: z.number().meta({ description: 'Degrees east' }),
  population: count,
  country: z.string().length(2).meta({ description: 'ISO 3166-1 alpha-2' }),
  region: z.string().meta({ description: 'Name of the admin-1 unit; empty where there is none' }),
  capital: optional(z.boolean().meta({ description: 'A national capital' })),
  by: optional(playerId.meta({ description: 'Whose it is (`taken`)' })),
  byMs: optional(count.meta({ description: 'How many milliseconds earlier it was named (`taken`)' })),
});

export const ScoreSchema = z.strictObject({
  cities: count,
  population: optional(count),
  points: optional(z.number()),
});

export const RoleSchema = z.enum(['player', 'spectator']);
export const PhaseSchema = z.enum(['lobby', 'countdown', 'playing', 'ended']);

export const PlayerSchema = z.strictObject({
  id: playerId,
  name: z.string(),
  colour: z.int().min(0).max(23).meta({ description: 'Index of the seat’s colour and mark' }),
  team: optional(z.int().min(0).max(7)),
  online: z.boolean(),
  ready: z.boolean(),
  role: RoleSchema,
  score: ScoreSchema,
  left: optional(
    z
      .boolean()
      .meta({ description: 'Left in play or after it; the finds stay, the seat goes with a rematch' }),
  ),
});

export const StandingSchema = z.strictObject({
  playerId,
  name: z.string(),
  rank: z.int().min(1).meta({ description: 'Equal scores share a rank: 1, 2, 2, 4' }),
  score: ScoreSchema,
  team: optional(z.int().min(0).max(7)),
});

export const ResultsSchema = z.strictObject({
  runId: z.string(),
  standings: z.array(StandingSchema),
  finishedAt: at,
});

export const FoundEntrySchema = z.strictObject({ playerId, city: CitySchema, at });

export const ViewSchema = z.strictObject({
  roomId,
  phase: PhaseSchema,
  settings: SettingsSchema,
  quiz: z.strictObject({
    slug: z.string(),
    title: z.string(),
    cities: count,
    population: count,
    dataVersion: z.string(),
  }),
  runId: optional(z.string().meta({ description: 'Of the game, also before it starts (feature `runId`)' })),
  hostId: playerId,
  players: z.array(PlayerSchema),
  startsAt: at.nullable(),
  endsAt: at.nullable(),
  you: z.strictObject({ playerId, role: RoleSchema }),
  foundCount: count.meta({ description: 'How many finds you may see; `found` holds the newest 500 of them' }),
  found: z.array(FoundEntrySchema).meta({ description: 'Newest first' }),
  results: optional(ResultsSchema),
});

const stamp = {
  seq,
  at,
  covers: optional(z.array(seq).meta({ description: 'Earlier seqs that this event stands for' })),
};

export const RoomEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...stamp, type: z.literal('joined'), player: PlayerSchema }),
  z.strictObject({ ...stamp, type: z.literal('left'), playerId }),
  z.strictObject({ ...stamp, type: z.literal('online'), playerId }),
  z.strictObject({ ...stamp, type: z.literal('offline'), playerId }),
  z.strictObject({ ...stamp, type: z.literal('renamed'), playerId, name: z.string() }),
  z.strictObject({ ...stamp, type: z.literal('readied'), playerId, ready: z.boolean() }),
  z.strictObject({ ...stamp, type: z.literal('finished'), playerId }),
  z.strictObject({ ...stamp, type: z.literal('teamed'), playerId, team: z.int() }),
  z.strictObject({ ...stamp, type: z.literal('hosted'), playerId }),
  z.strictObject({ ...stamp, type: z.literal('configured'), settings: SettingsSchema }),
  z.strictObject({ ...stamp, type: z.literal('started'), startsAt: at, endsAt: at.nullable() }),
  z.strictObject({
    ...stamp,
    type: z.literal('found'),
    playerId,
    cities: z.array(CitySchema).min(1),
    score: ScoreSchema,
  }),
  z.strictObject({ ...stamp, type: z.literal('scored'), playerId, score: ScoreSchema }),
  z.strictObject({ ...stamp, type: z.literal('ended'), results: ResultsSchema }),
  z.strictObject({
    ...stamp,
    type: z.literal('rematched'),
    settings: SettingsSchema,
    runId: optional(z.string()),
  }),
  z.strictObject({ ...stamp, type: z.literal('kicked'), playerId }),
  z.strictObject({ ...stamp, type: z.literal('emoted'), playerId, emote: z.enum(EMOTES) }),
]);

export const GuessAnswerSchema = z.strictObject({
  outcome: z.enum(OUTCOMES),
  cities: z.array(CitySchema),
  score: optional(ScoreSchema),
  seq: optional(seq),
  again: optional(count.meta({ description: 'How many more saying the same text again can credit' })),
  more: optional(
    count.meta({ description: 'Namesakes of the text that are left, those of `again` among them' }),
  ),
  /** The city that this is a section of, once it is found. */
  partOf: optional(CitySchema),
});

export const RunSchema = z.strictObject({
  runId: z.string(),
  mode: z.enum(MODES),
  settings: SettingsSchema,
  dataVersion: z.string(),
  startedAt: at,
  finishedAt: at,
  players: z.array(StandingSchema),
  timeline: z.array(
    z.strictObject({
      playerId,
      cityId: z.int(),
      atMs: count.meta({ description: 'Since `startedAt`' }),
      said: optional(
        z.enum(SAID).meta({ description: 'How its name was said; absent in runs of releases before 0.3' }),
      ),
    }),
  ),
});

const seated = { view: ViewSchema, seq };
const nothing = z.strictObject({});

/** What each command is answered with when it is accepted, beside `ok: true`. */
export const ANSWERS = {
  create: z.strictObject({ roomId, ...seated }),
  join: z.strictObject(seated),
  ready: nothing,
  leave: nothing,
  configure: z.strictObject(seated),
  start: z.strictObject({ startsAt: at, endsAt: at.nullable() }),
  guess: GuessAnswerSchema,
  done: nothing,
  end: nothing,
  rematch: z.strictObject(seated),
  rename: z.strictObject({ name: z.string() }),
  team: nothing,
  kick: nothing,
  handover: nothing,
  emote: nothing,
  sync: z.union([z.strictObject({ events: z.array(RoomEventSchema), seq }), z.strictObject(seated)]),
  view: z.strictObject(seated),
  time: z.strictObject({ serverNow: at }),
};

/** What the server says of its own accord. */
export const MESSAGES = {
  welcome: z.strictObject({
    protocol: z.literal(1),
    playerId,
    name: z.string(),
    token: optional(z.string().meta({ description: 'Absent if the cookie was used' })),
    newIdentity: z.boolean(),
    serverNow: at,
    rooms: z.array(roomId).meta({ description: 'Those in which you hold a seat' }),
    features: z.array(z.string()),
  }),
  events: z.strictObject({ roomId, events: z.array(RoomEventSchema) }),
  heartbeat: z.strictObject({ roomId, seq }),
  superseded: z.strictObject({ roomId }),
  draining: z.strictObject({ reconnectInMs: count }),
};
