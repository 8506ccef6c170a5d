import type { Emote, Standing, View } from '../../shared/messages.ts';
import type { RefusalCode } from '../../shared/refusal.ts';
import { isRoomCode, normaliseCode } from '../../shared/ids.ts';
import type { Mode, Settings } from '../../shared/settings.ts';
import { count } from './number.ts';
import { duration } from './time.ts';

export const MODE_NAMES: Record<Mode, string> = {
  solo: 'Solo',
  race: 'Race',
  claim: 'Claim',
  coop: 'Together',
  teams: 'Teams',
};

export const MODE_RULES: Record<Mode, string> = {
  solo: 'You and the map',
  race: 'Everyone on a map of their own',
  claim: 'First to name a city owns it',
  coop: 'One map, named together',
  teams: 'First team to name a city owns it',
};

export const EMOTE_NAMES: Record<Emote, string> = {
  wave: 'Hello',
  clap: 'Well named',
  laugh: 'Ha',
  wow: 'Wow',
  think: 'Hm',
  sad: 'Alas',
  fire: 'On fire',
  hurry: 'Hurry',
};

export const TEAM_NAMES = ['Blue', 'Vermilion', 'Green', 'Ink', 'Violet', 'Ochre', 'Rose', 'Teal'] as const;

const floorText = (floor: number): string => (floor > 0 ? ` Over ${count(floor)} people.` : '');

/** “Solo, no clock. Namesakes: largest first” */
export const settingsLine = (settings: Settings): string =>
  settings.mode === 'solo'
    ? `Solo, ${duration(settings.seconds)}. Namesakes: ${settings.namesakes === 'largest' ? 'largest first' : 'all at once'}.${floorText(settings.minPopulation)}`
    : `${MODE_NAMES[settings.mode]}. ${MODE_RULES[settings.mode]}.${floorText(settings.minPopulation)}`;

const JOIN_REFUSALS: Partial<Record<RefusalCode, string>> = {
  room_full: 'That room is full.',
  room_locked: 'That room is locked.',
  banned: 'The host does not let you into this room.',
  not_seated: 'You left this room.',
  wrong_phase: 'That game has begun without you, or is over.',
  no_such_quiz: 'There is no such quiz.',
};

/** What is wrong with a code, if it is none. */
export function codeFault(code: string): string | null {
  if (isRoomCode(normaliseCode(code))) return null;
  const letters = 'Codes are six letters and figures, and never 0, 1, I, L or O.';
  return /[01ILO]/i.test(code) ? `${letters} Ask again for that sign.` : letters;
}

/** Why a room cannot be entered, and its code where that helps. */
export const joinRefusal = (code: RefusalCode, message: string, roomId: string): string =>
  code === 'no_such_room' ? `No room ${roomId}. Check the code.` : (JOIN_REFUSALS[code] ?? message);

/** The head of the results: who won, in a line. */
export function resultTitle(
  standings: readonly Standing[],
  view: Pick<View, 'settings' | 'quiz'>,
  youId?: string,
): string {
  const { title } = view.quiz;
  const { mode } = view.settings;
  const first = standings.filter(({ rank }) => rank === 1);
  if (mode === 'solo' || mode === 'coop') return title;
  if (mode === 'teams') {
    const teams = [...new Set(first.map(({ team }) => team ?? 0))];
    return teams.length === 1
      ? `${TEAM_NAMES[teams[0]!] ?? 'A team'} takes ${title}`
      : `A draw over ${title}`;
  }
  if (first.length > 1) return `A draw over ${title}`;
  const [winner] = first;
  if (!winner || winner.score.cities === 0) return `Nobody takes ${title}`;
  return winner.playerId === youId ? `You take ${title}` : `${winner.name} takes ${title}`;
}
