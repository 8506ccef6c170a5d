import type { City, GuessAnswer } from '../../shared/messages.ts';
import type { Refusal, RefusalCode } from '../../shared/refusal.ts';
import { aboutCount, count, nth, plural } from './number.ts';
import { ago, gap } from './time.ts';

export type Symbol =
  | 'found'
  | 'already'
  | 'taken'
  | 'part'
  | 'ambiguous'
  | 'outside'
  | 'near'
  | 'unknown'
  | 'waiting'
  | 'refused';

/** The two fixed lines under the field, and what a screen reader says for them. */
export interface AnswerText {
  symbol: Symbol;
  /** Whose mark stands before the line, instead of the symbol. */
  ownerId?: string;
  line1: string;
  /** Where it is; on a narrow page it is cut first. */
  place?: string;
  /** Figures at the end of the line. */
  aside?: string;
  line2: string;
  /** How many more cities of that name saying it again reaches: Enter on the empty field names the next. */
  again?: number;
  spoken: string;
  /** Lost by a hair: the page makes a moment of it. */
  isClose?: boolean;
}

/** What the wording needs to know besides the answer itself. */
export interface AnswerContext {
  quizTitle: string;
  /** Whether “in <title>” makes sense: places do, themes do not. */
  isPlace: boolean;
  /** What tells cities of one name apart in the quiz: state, region. */
  unit: string;
  /** Cities named by this player's side, the new ones among them. */
  named: readonly City[];
  placeOf(city: City): string;
  /** Of the region a city lies in: its name, and how many of how many are named. */
  regionOf(city: City): { name: string; named: number; cities: number } | null;
  nameOf(playerId: string): string;
  /** Who the finds belong to. */
  side: 'you' | 'team' | 'room';
}

const WHOSE = { you: 'Your', team: 'Your team’s', room: 'The room’s' } as const;

/** A difference that is a moment, ms. */
const CLOSE_MS = 1000;

/** What was typed, as a name: “new york” → “New York”. Anything with a capital stands as it is. */
export const asName = (text: string): string =>
  text === text.toLowerCase() ? text.replace(/(^|[\s-])(\p{L})/gu, (letter) => letter.toUpperCase()) : text;

export function answerText(text: string, answer: GuessAnswer, context: AnswerContext): AnswerText {
  const [city] = answer.cities;
  const lines = linesFor(text, answer, city, context);
  return { ...lines, spoken: lines.spoken ?? sentence([lines.line1, lines.line2]) };
}

type Lines = Omit<AnswerText, 'spoken'> & { spoken?: string };

function linesFor(text: string, answer: GuessAnswer, city: City | undefined, context: AnswerContext): Lines {
  const { outcome } = answer;
  switch (outcome) {
    case 'found':
      return foundLines(answer, context);
    case 'already':
      return {
        symbol: 'already',
        line1:
          answer.cities.length > 1
            ? `${count(answer.cities.length)} called ${city!.name} are already on the map`
            : `${city?.name ?? asName(text)} is already on the map`,
        line2: askForPlace(answer, context),
      };
    case 'taken': {
      const isClose = city?.byMs !== undefined && city.byMs < CLOSE_MS;
      const owner = city?.by === undefined ? 'Somebody' : context.nameOf(city.by);
      return {
        symbol: 'taken',
        ...(city?.by === undefined ? {} : { ownerId: city.by }),
        line1: isClose
          ? `${gap(city.byMs ?? 0)} too late`
          : `Taken. ${owner} has ${city?.name ?? asName(text)}`,
        line2: isClose
          ? `${owner} has ${city.name}`
          : city?.byMs === undefined
            ? ''
            : askForPlace(answer, context) || `Named ${ago(city.byMs)} ago`,
        isClose,
      };
    }
    case 'part':
      return answer.partOf
        ? { symbol: 'part', line1: `${asName(text)} is a part of ${answer.partOf.name}`, line2: '' }
        : { symbol: 'part', line1: `${asName(text)} is a part of a city`, line2: 'Name the whole city' };
    case 'ambiguous':
      return {
        symbol: 'ambiguous',
        line1: `Several called ${asName(text.split(/[,(]/)[0]!.trim())}`,
        line2: 'Add a region after a comma',
      };
    case 'outside':
      return {
        symbol: 'outside',
        line1: `${asName(text)} is real, but not in ${context.isPlace ? context.quizTitle : 'this quiz'}`,
        line2: '',
      };
    case 'near':
      return { symbol: 'near', line1: 'One letter off', line2: 'No typos count in this room' };
    case 'unknown':
      return { symbol: 'unknown', line1: `No city called “${text}”`, line2: '' };
  }
}

function foundLines(answer: GuessAnswer, context: AnswerContext): Lines {
  const [city] = answer.cities;
  const { again = 0, more = 0 } = answer;
  const shared = more > again ? `${count(more - again)} by ${context.unit}` : '';
  const next = again > 0 ? `Enter again for ${again === 1 ? 'one more' : `${count(again)} more`}` : '';
  const total = context.named.length;
  if (answer.cities.length > 1) {
    const population = answer.cities.reduce((sum, { population }) => sum + population, 0);
    return {
      symbol: 'found',
      line1: `${city!.name} +${count(answer.cities.length)}`,
      aside: `+${count(population)}`,
      line2: shared || `${count(answer.cities.length)} of that name`,
      spoken: sentence([
        `${plural(answer.cities.length, 'city', 'cities')} called ${city!.name}`,
        shared,
        `${count(total)} found`,
      ]),
    };
  }
  const { population } = city!;
  const place = placeAmongNamesakes(city!, again > 0 || (answer.more ?? 0) > 0, context);
  const larger = context.named.filter((other) => other.population > population).length;
  const region = context.regionOf(city!);
  const whose = WHOSE[context.side];
  const rank =
    population === 0 ? '' : larger === 0 ? `${whose} largest.` : `${whose} ${nth(larger + 1)} largest.`;
  const inRegion = !region
    ? ''
    : region.named >= region.cities
      ? `All ${count(region.cities)} of ${region.name}`
      : `${count(region.named)} of ${count(region.cities)} in ${region.name}`;
  return {
    symbol: 'found',
    line1: city!.name,
    place,
    ...(population > 0 ? { aside: `+${count(population)}` } : {}),
    ...(again > 0 ? { again } : {}),
    line2: shared || (again > 0 ? '' : `${rank} ${inRegion}`.trim()),
    spoken: sentence([
      [city!.name, population > 0 ? aboutCount(population) : '', place].filter(Boolean).join(', '),
      `${count(total)} found`,
      next,
      shared,
    ]),
  };
}

/** Several cities of one name stand in one country: their regions tell them apart. */
function placeAmongNamesakes(city: City, hasNamesakes: boolean, context: AnswerContext): string {
  const place = context.placeOf(city);
  return hasNamesakes && city.region !== '' && city.region !== place ? `${city.region}, ${place}` : place;
}

/** When a name by itself reaches no more of its cities. */
function askForPlace({ more = 0 }: GuessAnswer, context: AnswerContext): string {
  return more > 0 ? `${count(more)} more: add the ${context.unit} after a comma` : '';
}

const sentence = (parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ');

const REFUSED: Partial<Record<RefusalCode, [string, string]>> = {
  wrong_phase: ['That came outside the game', 'It was not counted'],
  not_seated: ['You are watching this room', 'Those who watch do not guess'],
  no_such_room: ['This game is gone', 'It was not counted'],
  bad_payload: ['That is too long for a city', ''],
};

/** What the two lines say when a guess was refused for good. */
export function refusedText(refusal: Refusal): AnswerText {
  const [line1, line2] = REFUSED[refusal.code] ?? [refusal.message, ''];
  return { symbol: 'refused', line1, line2, spoken: sentence([line1, line2]) };
}

const HELD_BACK: Partial<Record<RefusalCode, string>> = {
  rate_limited: 'Too fast for the server',
  unavailable: 'The game cannot be saved right now',
};

/** While the server asks for `waiting` guesses again later, the next of them in `retryInMs`. */
export function heldBackText(code: RefusalCode, waiting: number, retryInMs: number): AnswerText {
  const line1 = HELD_BACK[code] ?? 'The server is busy';
  const seconds = Math.max(1, Math.ceil(retryInMs / 1000));
  const verb = waiting === 1 ? 'waits' : 'wait';
  return {
    symbol: 'waiting',
    line1,
    line2: `${plural(waiting, 'name', 'names')} ${verb}, next try in ${count(seconds)} s`,
    // Without figures: said once, not with every second.
    spoken: sentence([line1, 'What you named is kept and sent again']),
  };
}

const WAITING_NAMES = {
  lost: 'Reconnecting',
  silent: 'No answer right now',
  offline: 'You are offline',
} as const;

/** While there is no connection, or one that does not answer. */
export function waitingText(why: keyof typeof WAITING_NAMES, waiting: number): AnswerText {
  const line1 = waiting > 0 && why !== 'silent' ? `Waiting to send ${count(waiting)}` : WAITING_NAMES[why];
  const line2 =
    waiting === 0
      ? 'Go on: nothing is lost'
      : why === 'offline'
        ? 'You are offline'
        : why === 'silent'
          ? 'Kept and sent again'
          : 'Kept until you are back';
  return { symbol: 'waiting', line1, line2, spoken: sentence([line1, line2]) };
}
