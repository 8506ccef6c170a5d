import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { MODES } from './words.ts';

export type Mode = (typeof MODES)[number];

const Shape = {
  quiz: z.string().min(1).max(64),
  mode: z.enum(MODES),
  seconds: z.int().min(30).max(86_400).nullable(),
  namesakes: z.enum(['largest', 'all']),
  typos: z.enum(['off', 'hint', 'accept']),
  minPopulation: z.int().min(0).max(100_000_000),
  maxPlayers: z.int().min(2).max(LIMITS.players),
  lateJoin: z.boolean(),
  locked: z.boolean(),
  teams: z.int().min(2).max(8),
  hostPlays: z.boolean(),
};

/** Settings as a client may send them with `create`: the quiz and the mode are needed, the rest has defaults. */
export const SettingsInputSchema = z.strictObject({
  quiz: Shape.quiz,
  mode: Shape.mode,
  seconds: Shape.seconds.optional(),
  namesakes: Shape.namesakes.optional(),
  typos: Shape.typos.optional(),
  minPopulation: Shape.minPopulation.optional(),
  maxPlayers: Shape.maxPlayers.optional(),
  lateJoin: Shape.lateJoin.optional(),
  locked: Shape.locked.optional(),
  teams: Shape.teams.optional(),
  hostPlays: Shape.hostPlays.optional(),
});
export type SettingsInput = z.infer<typeof SettingsInputSchema>;

/** A change of settings (`configure`, `rematch`). */
export const SettingsPatchSchema = SettingsInputSchema.partial();
export type SettingsPatch = z.infer<typeof SettingsPatchSchema>;

/** The settings of a room, complete: what is absent does not apply, or is as it always was. */
export const SettingsSchema = z.strictObject({
  ...Shape,
  teams: z.exactOptional(Shape.teams),
  hostPlays: z
    .exactOptional(Shape.hostPlays)
    .describe('Shown as `false` only, where the host does not play (feature `hostPlays`)'),
});
export type Settings = z.infer<typeof SettingsSchema>;
