import type { z } from 'zod';
import type { RefusalCode } from './refusal.ts';
import type * as shapes from './shapes.ts';
import type { EMOTES, FEATURES, SAID } from './words.ts';

/** Types of everything that travels from server to client, inferred from shapes.ts; importing them costs a page nothing. */
export type City = z.infer<typeof shapes.CitySchema>;
export type Score = z.infer<typeof shapes.ScoreSchema>;
export type Role = z.infer<typeof shapes.RoleSchema>;
export type Phase = z.infer<typeof shapes.PhaseSchema>;
export type Player = z.infer<typeof shapes.PlayerSchema>;
export type Standing = z.infer<typeof shapes.StandingSchema>;
export type Results = z.infer<typeof shapes.ResultsSchema>;
export type FoundEntry = z.infer<typeof shapes.FoundEntrySchema>;
export type View = z.infer<typeof shapes.ViewSchema>;
export type RoomEvent = z.infer<typeof shapes.RoomEventSchema>;
export type GuessAnswer = z.infer<typeof shapes.GuessAnswerSchema>;
export type Run = z.infer<typeof shapes.RunSchema>;
export type Welcome = z.infer<typeof shapes.MESSAGES.welcome>;
export type Emote = (typeof EMOTES)[number];
export type Feature = (typeof FEATURES)[number];
export type Said = (typeof SAID)[number];

/** Takes the stamp off each kind of event: what a rule causes, before the store gives it a `seq` and a time. */
type Unstamped<Event> = Event extends RoomEvent ? Omit<Event, 'seq' | 'at' | 'covers'> : never;
export type EventBody = Unstamped<RoomEvent>;

export type Answers = { [Name in keyof typeof shapes.ANSWERS]: z.infer<(typeof shapes.ANSWERS)[Name]> };
export type CommandName = keyof Answers;

export type Ack<T> =
  (T & { ok: true }) | { ok: false; code: RefusalCode; message: string; retryAfterMs?: number };
