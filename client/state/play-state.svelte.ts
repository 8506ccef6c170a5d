import type { Quiz } from '../../shared/catalogue/quiz.ts';
import type { City, FoundEntry } from '../../shared/messages.ts';
import { isShared } from '../../shared/room/settings.ts';
import type { ConnectionStatus } from '../net/connection-status.svelte.ts';
import type { Catalogue } from './catalogue.svelte.ts';
import type { QuizMap } from '../../shared/catalogue/quiz-map.ts';
import type { RoomState } from './room.svelte.ts';
import { createRegionOf, sharesOf, totalsOf, type RegionOf, type NamedTotals } from './named-totals.ts';
import { answerText, heldBackText, refusedText, waitingText, type AnswerText } from '../text/answer.ts';
import type { GuessOutbox } from './guess-outbox.svelte.ts';
import { placeOf } from '../text/place.ts';
import { TEAM_NAMES } from '../text/room.ts';

/** A city on the map, with the seat or team whose mark it carries. */
export interface MarkedCity extends City {
  seat?: number;
}

/** Everything that a screen of a running or finished game shows, derived from the room and its quiz. */
export class PlayState {
  readonly room: RoomState;
  /** Null until it is here. */
  quiz: Quiz | null = $state.raw(null);
  topology: QuizMap | null = $state.raw(null);
  /** The city under the pointer, in the list or on the map. */
  highlighted: number | null = $state(null);

  readonly ours: readonly FoundEntry[] = $derived.by(() => {
    const { view, finds } = this.room;
    if (!view) return [];
    return finds.list.filter(({ playerId }) => this.room.isOurs(playerId));
  });
  readonly isTogether: boolean = $derived.by(
    () => this.room.view !== null && isShared(this.room.view.settings),
  );
  /** What is on the map: everybody's finds where they are shared, else one's own. */
  readonly onMap: readonly FoundEntry[] = $derived.by(() =>
    this.isTogether ? this.room.finds.list : this.ours,
  );
  readonly hasSeats: boolean = $derived.by(() => {
    const mode = this.room.view?.settings.mode;
    return mode === 'claim' || mode === 'teams';
  });
  readonly cities: readonly City[] = $derived(this.ours.map(({ city }) => city));
  readonly marked: readonly MarkedCity[] = $derived(
    this.onMap.map(({ city, playerId }) => {
      const seat = this.hasSeats ? this.seatOf(playerId) : undefined;
      return seat === undefined ? city : { ...city, seat };
    }),
  );
  readonly regionCodeOf: RegionOf = $derived(this.quiz ? createRegionOf(this.quiz) : () => undefined);
  readonly totals: NamedTotals = $derived(
    totalsOf(this.cities, this.quiz ?? { breakdown: 'none', regions: [], brackets: [] }, this.regionCodeOf),
  );
  /** Share of its people named, by region; for the tint. Claim and teams have none. */
  readonly tint: ReadonlyMap<string, number> | undefined = $derived.by(() => {
    if (!this.quiz || this.hasSeats) return undefined;
    return sharesOf(this.quiz.regions, this.totals.regions);
  });
  /** Share of the quiz's people named by one's side. */
  readonly share: number = $derived.by(() => {
    const whole = this.room.view?.quiz.population ?? 0;
    return whole > 0 ? this.totals.population / whole : 0;
  });
  /** The quiz's figures are those of this very game: an older server counts without the floor. */
  readonly isCounted: boolean = $derived.by(
    () => this.quiz !== null && this.quiz.cities === this.room.view?.quiz.cities,
  );
  /** Regions of which every city is named. */
  readonly completed: readonly string[] = $derived.by(() => {
    if (!this.quiz || !this.isCounted) return [];
    return this.quiz.regions.flatMap(({ code, cities }) =>
      cities > 0 && (this.totals.regions.get(code)?.cities ?? 0) >= cities ? [code] : [],
    );
  });
  readonly answer: AnswerText | null = $derived.by(() => this.#answer());

  #catalogue: Catalogue;

  constructor(room: RoomState, catalogue: Catalogue) {
    this.room = room;
    this.#catalogue = catalogue;
  }

  /** Fetches the quiz and its map. To be called when the slug is known or changes. */
  async load(slug: string, minPopulation: number): Promise<void> {
    const quiz = await this.#catalogue.quiz(slug, minPopulation);
    const { settings } = this.room.view ?? {};
    if (settings?.quiz !== slug || settings.minPopulation !== minPopulation || !quiz) return;
    this.quiz = quiz;
    const topology = await this.#catalogue.topology(quiz);
    if (this.quiz === quiz) this.topology = topology;
  }

  /** The mark of a player: the team's where teams play. */
  seatOf(playerId: string): number | undefined {
    const player = this.room.view?.players.find(({ id }) => id === playerId);
    return this.room.view?.settings.mode === 'teams' ? player?.team : player?.colour;
  }

  nameOf(playerId: string): string {
    const { view } = this.room;
    if (view?.you.playerId === playerId) return 'You';
    return view?.players.find(({ id }) => id === playerId)?.name ?? 'Somebody';
  }

  /** Whose a find is: the team's where teams play. */
  ownerOf(playerId: string): string {
    const player = this.room.view?.players.find(({ id }) => id === playerId);
    const team = player?.team === undefined ? undefined : TEAM_NAMES[player.team];
    return team ?? this.nameOf(playerId);
  }

  placeOf(city: City): string {
    return placeOf(city, this.quiz?.breakdown ?? 'countries');
  }

  #answer(): AnswerText | null {
    const { answer, view } = this.room;
    if (!answer) return null;
    if (answer.kind === 'refused') return refusedText(answer.refusal);
    return answerText(answer.text, answer.answer, {
      quizTitle: view?.quiz.title ?? '',
      isPlace: this.quiz !== null && this.quiz.kind !== 'theme',
      unit: unitOf(this.quiz),
      named: this.cities,
      placeOf: (city) => this.placeOf(city),
      regionOf: (city) => this.#regionLine(city),
      nameOf: (playerId) => this.ownerOf(playerId),
      side: view?.settings.mode === 'coop' ? 'room' : view?.settings.mode === 'teams' ? 'team' : 'you',
    });
  }

  #regionLine(city: City): { name: string; named: number; cities: number } | null {
    if (!this.quiz || !this.isCounted) return null;
    const code = this.regionCodeOf(city);
    const region = this.quiz.regions.find((other) => other.code === code);
    if (!region) return null;
    return {
      name: region.name,
      cities: region.cities,
      named: this.totals.regions.get(region.code)?.cities ?? 0,
    };
  }
}

/** What people add to a name that several cities of a quiz have. */
function unitOf(quiz: Quiz | null): string {
  if ((quiz?.breakdown ?? 'countries') === 'countries') return 'country or state';
  return quiz?.slug === 'united-states' ? 'state' : 'region';
}

/** What stands in the two lines while there is no connection. */
export const connectionText = (
  { isAway, silence }: Pick<ConnectionStatus, 'isAway' | 'silence'>,
  waiting: number,
): AnswerText | null => (isAway ? waitingText(silence ?? 'lost', waiting) : null);

/** A try that succeeds so soon needs no word, and an answer stands so long before another line takes its place, ms. */
const HELD_BACK_AFTER_MS = 300;
const ANSWER_STANDS_MS = 1500;

/** What stands there while the server asks for guesses again later; `now` is its time, `answeredAt` that of the latest answer. */
export function heldBackLine(
  { heldBack, pending }: Pick<GuessOutbox, 'heldBack' | 'pending'>,
  now: number,
  answeredAt = -Infinity,
): AnswerText | null {
  if (heldBack === null || now - heldBack.since < HELD_BACK_AFTER_MS) return null;
  if (now - answeredAt < ANSWER_STANDS_MS) return null;
  return heldBackText(heldBack.code, pending.length, heldBack.retryAt - now);
}
