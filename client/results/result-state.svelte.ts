import type { App } from '../app/app.svelte.ts';
import type { QuizMap } from '../../shared/catalogue/quiz-map.ts';
import type { Quiz } from '../../shared/catalogue/quiz.ts';
import type { Settings } from '../../shared/settings.ts';
import type { City, FoundEntry } from '../../shared/messages.ts';
import type { MapCity } from '../map/city.ts';
import type { StandingLine } from '../state/ranks.ts';
import { distinctCities, seatsOf, type Result } from './result.ts';

/** What the page of a finished game shows: whose finds, and the missed cities as they arrive page by page. */
export class ResultState {
  quiz: Quiz | null = $state.raw(null);
  topology: QuizMap | null = $state.raw(null);
  missed: readonly City[] = $state.raw([]);
  /** Of all pages together; null until the first is here. */
  missedCount: number | null = $state(null);
  /** Which of the two lists is open. */
  tab: 'named' | 'missed' = $state('missed');
  /** Pointed at in the list or on the map. */
  highlighted: number | null = $state(null);
  /** Of the line whose finds alone are shown. */
  chosenKey: string | null = $state(null);

  #app: Pick<App, 'api' | 'catalogue'>;
  #result: () => Result;
  #runId: string;
  #cursor: string | null = null;
  #isLoading = false;

  readonly mode = $derived.by(() => this.#result().settings.mode);
  readonly hasOwners: boolean = $derived.by(() => this.mode === 'claim' || this.mode === 'teams');
  readonly hasSeats: boolean = $derived.by(() => this.hasOwners || this.mode === 'race');
  readonly chosen: StandingLine | undefined = $derived.by(() => {
    const { lines } = this.#result();
    const chosen = lines.find(({ key }) => key === this.chosenKey);
    return chosen ?? (this.mode === 'race' ? (lines.find(({ isYou }) => isYou) ?? lines[0]) : undefined);
  });
  readonly shown: readonly FoundEntry[] = $derived.by(() => {
    const { finds } = this.#result();
    const members = this.chosen?.members;
    return members ? finds.filter(({ playerId }) => members.some(({ id }) => id === playerId)) : finds;
  });
  readonly seats: ReadonlyMap<string, number> = $derived.by(() => seatsOf(this.#result().lines));
  readonly cities: readonly MapCity[] = $derived.by(() =>
    this.shown.map(({ city, playerId }) => {
      const seat = this.hasSeats ? this.seats.get(playerId) : undefined;
      return seat === undefined ? city : { ...city, seat };
    }),
  );
  /** Every city named, each once. */
  readonly distinct: readonly City[] = $derived.by(() => distinctCities(this.#result().finds));
  readonly people: number = $derived.by(() =>
    this.distinct.reduce((total, { population }) => total + population, 0),
  );

  /** @param result reactive; its run stays the same */
  constructor(app: Pick<App, 'api' | 'catalogue'>, result: () => Result) {
    this.#app = app;
    this.#result = result;
    this.#runId = result().runId;
    void this.#load(result().settings);
    void this.#fetchMissed();
  }

  /** Fetches the next page of missed cities, if there is one. */
  fetchMore(): void {
    if (this.#cursor !== null) void this.#fetchMissed();
  }

  async #load({ quiz, minPopulation }: Settings): Promise<void> {
    this.quiz = await this.#app.catalogue.quiz(quiz, minPopulation);
    if (this.quiz) this.topology = await this.#app.catalogue.topology(this.quiz);
  }

  async #fetchMissed(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const fetched = await this.#app.api.missed(this.#runId, this.#cursor);
    this.#isLoading = false;
    if (!fetched.ok) return;
    this.missed = [...this.missed, ...fetched.value.cities];
    this.missedCount = fetched.value.count;
    this.#cursor = fetched.value.cursor;
  }
}
