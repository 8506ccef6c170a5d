import { z } from 'zod';
import { isRoomId, RUN_ID } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { CommandName } from './messages.ts';
import { SettingsInputSchema, SettingsPatchSchema } from './settings.ts';
import { EMOTES } from './words.ts';

const roomId = z.string().refine(isRoomId);
const playerId = z.string().min(1).max(64);
const clientId = z.string().min(1).max(LIMITS.clientIdLength);
/** Ids of runs are base64url. */
const runId = z.string().regex(RUN_ID);
const name = z
  .string()
  .min(1)
  .max(4 * LIMITS.nameLength);

/** The payload of every command: strict, parsed once at the edge; what passes is trusted inside. */
export const COMMANDS = {
  create: z.strictObject({ createId: clientId, settings: SettingsInputSchema }),
  join: z.strictObject({ roomId, as: z.enum(['player', 'spectator']).optional() }),
  ready: z.strictObject({ roomId, ready: z.boolean() }),
  leave: z.strictObject({ roomId }),
  configure: z.strictObject({ roomId, settings: SettingsPatchSchema }),
  start: z.strictObject({ roomId }),
  guess: z.strictObject({
    roomId,
    guessId: clientId,
    text: z.string().min(1).max(LIMITS.guessTextLength),
    runId: runId.optional(),
    typing: z.literal(true).optional(),
  }),
  done: z.strictObject({ roomId }),
  end: z.strictObject({ roomId }),
  rematch: z.strictObject({ roomId, settings: SettingsPatchSchema.optional() }),
  rename: z.strictObject({ roomId, name }),
  team: z.strictObject({ roomId, team: z.int().min(0).max(7) }),
  kick: z.strictObject({ roomId, playerId, ban: z.boolean().optional() }),
  handover: z.strictObject({ roomId, playerId }),
  emote: z.strictObject({ roomId, emote: z.enum(EMOTES) }),
  sync: z.strictObject({ roomId, since: z.int().min(0) }),
  view: z.strictObject({ roomId }),
  time: z.strictObject({}),
} satisfies Record<CommandName, z.ZodType>;

export type Commands = { [Name in CommandName]: z.infer<(typeof COMMANDS)[Name]> };
