import { asName } from '../text/answer.ts';
import { count, plural, share } from '../text/number.ts';
import { MODE_NAMES } from '../text/room.ts';
import { clock, duration } from '../text/time.ts';
import type { Result } from './result.ts';

/** “Race, 10 minutes, 3 players. Together you named 41 of 914 cities, 12.4 % of their people.” */
export function resultLead(result: Result, namedCount: number, people: number): string {
  const { settings, quiz, lines, startedAt, finishedAt } = result;
  const { mode, seconds } = settings;
  const modeText = mode === 'coop' ? '' : `${MODE_NAMES[mode]}, `;
  const length = seconds === null ? clock(finishedAt - startedAt) : duration(seconds);
  const playerCount = lines.flatMap(({ members }) => members).length;
  const players = mode === 'solo' ? '' : `, ${plural(playerCount, 'player')}`;
  const named = `${count(namedCount)} of ${plural(quiz.cities, 'city', 'cities')}`;
  const part = share(people / Math.max(1, quiz.population));
  return `${modeText}${length}${players}. ${who(result)} named ${named}, ${part} of their people.`;
}

/** “2 came too late: Torino, Napoli” */
export const lateLine = (late: readonly string[]): string =>
  `${count(late.length)} came too late: ${late.map(asName).join(', ')}`;

/** Whoever only has the address did not play. */
function who({ settings, youId, lines }: Result): string {
  if (settings.mode === 'solo') return youId === null ? (lines[0]?.name ?? 'Somebody') : 'You';
  return youId === null ? 'Together they' : 'Together you';
}
