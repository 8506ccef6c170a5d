/** The rules of every command but `guess`, in one place to import from. */
export { createRoom, disconnect, join, kick, leave } from './membership.ts';
export { chooseTeam, configure, handover, ready, rename } from './lobby.ts';
export { done, end, rematch, start } from './game.ts';
export { advance, nextDueAt, type Advance } from './advance.ts';
export type { Outcome, QuizFacts } from './outcome.ts';
