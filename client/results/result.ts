import type { City, FoundEntry, View } from '../../shared/messages.ts';
import type { Settings } from '../../shared/settings.ts';
import type { StandingLine } from '../state/ranks.ts';

/** A finished game as its page shows it, from the room or from the run's address alike. */
export interface Result {
  runId: string;
  quiz: View['quiz'];
  settings: Settings;
  /** First line of the page. */
  title: string;
  lines: readonly StandingLine[];
  /** Oldest first. */
  finds: readonly FoundEntry[];
  startedAt: number;
  finishedAt: number;
  /** Null for whoever only looks at it. */
  youId: string | null;
  /** The narrowest miss, where this browser saw one. */
  closest: City | null;
  /** What this browser's player typed in time, but the server got after the end. */
  late: readonly string[];
}

/** The length of the game, minutes; never nothing. */
export const minutesOf = ({ startedAt, finishedAt }: Pick<Result, 'startedAt' | 'finishedAt'>): number =>
  Math.max(1, finishedAt - startedAt) / 60_000;

/** Every city named, each once. */
export const distinctCities = (finds: readonly FoundEntry[]): City[] => [
  ...new Map(finds.map(({ city }) => [city.id, city])).values(),
];

/** The mark of each player: the team's where teams play. */
export const seatsOf = (lines: readonly StandingLine[]): ReadonlyMap<string, number> =>
  new Map(lines.flatMap((line) => line.members.map(({ id }) => [id, line.seat] as const)));

/** How many players named each city. */
function namersOf(finds: readonly FoundEntry[]): Map<number, FoundEntry[]> {
  const namers = new Map<number, FoundEntry[]>();
  for (const find of finds) {
    const list = namers.get(find.city.id);
    if (list) list.push(find);
    else namers.set(find.city.id, [find]);
  }
  return namers;
}

const larger = (best: City | null, city: City): City =>
  best && best.population >= city.population ? best : city;

/** The largest city that of all players only this one named. */
export function onlyOf(finds: readonly FoundEntry[], playerId: string): City | null {
  let best: City | null = null;
  for (const [find, ...others] of namersOf(finds).values())
    if (find && others.length === 0 && find.playerId === playerId) best = larger(best, find.city);
  return best;
}

export interface Call {
  city: City;
  first: string;
  second: string;
  ms: number;
}

/** The two players who named the same city closest after one another. */
export function closestCall(finds: readonly FoundEntry[]): Call | null {
  let best: Call | null = null;
  for (const list of namersOf(finds).values()) {
    const ordered = [...list].sort((a, b) => a.at - b.at);
    for (let i = 1; i < ordered.length; i += 1) {
      const [first, second] = [ordered[i - 1]!, ordered[i]!];
      const ms = second.at - first.at;
      if (!best || ms < best.ms)
        best = { city: first.city, first: first.playerId, second: second.playerId, ms };
    }
  }
  return best;
}

/** One line of the chart: how many were named by when. */
export interface Curve {
  key: string;
  name: string;
  seat: number;
  isYou: boolean;
  /** `[ms after the start, cities named by then]`, from 0 to the end of the game. */
  points: readonly (readonly [number, number])[];
}

/** More points than this on a line are not told apart. */
const MOST_POINTS = 400;

export function curvesOf(result: Pick<Result, 'lines' | 'finds' | 'startedAt' | 'finishedAt'>): Curve[] {
  const { startedAt, finishedAt } = result;
  return result.lines.map((line) => {
    const ids = new Set(line.members.map(({ id }) => id));
    const times = result.finds
      .filter(({ playerId }) => ids.has(playerId))
      .map(({ at }) => Math.max(0, at - startedAt));
    const step = Math.max(1, Math.ceil(times.length / MOST_POINTS));
    const points: [number, number][] = [[0, 0]];
    times.forEach((ms, i) => {
      if ((i + 1) % step === 0 || i === times.length - 1) points.push([ms, i + 1]);
    });
    points.push([Math.max(finishedAt - startedAt, points.at(-1)![0]), times.length]);
    const isYourself = line.isYou && line.members.length === 1 && line.members[0]!.id === line.key;
    return {
      key: line.key,
      name: isYourself ? 'You' : line.name,
      seat: line.seat,
      isYou: line.isYou,
      points,
    };
  });
}
