import type { Quiz } from '../../shared/catalogue/quiz.ts';
import type { City } from '../../shared/messages.ts';

export interface Share {
  cities: number;
  population: number;
}

/** What a set of named cities comes to in a quiz. */
export interface NamedTotals extends Share {
  capitals: number;
  /** By the code of the quiz's region; regions without a find are absent. */
  regions: ReadonlyMap<string, Share>;
  /** As the quiz's brackets, in their order. */
  brackets: readonly { minPopulation: number; named: number; cities: number }[];
}

/** Which of the quiz's regions a city lies in, or undefined where the quiz has no breakdown. */
export type RegionOf = (city: City) => string | undefined;

/** Cities carry their region's name, quizzes its code as well. */
export function createRegionOf(quiz: Pick<Quiz, 'breakdown' | 'regions'>): RegionOf {
  if (quiz.breakdown === 'none') return () => undefined;
  if (quiz.breakdown === 'countries') return (city) => city.country;
  const codes = new Map(quiz.regions.map(({ name, code }) => [name, code]));
  return (city) => codes.get(city.region);
}

/** `cities` each once. Shares are of the quiz's own sums, never of national totals. */
export function totalsOf(
  cities: readonly City[],
  quiz: Pick<Quiz, 'breakdown' | 'regions' | 'brackets'>,
  regionOf: RegionOf = createRegionOf(quiz),
): NamedTotals {
  const regions = new Map<string, Share>();
  const named = quiz.brackets.map(() => 0);
  let population = 0;
  let capitals = 0;
  for (const city of cities) {
    population += city.population;
    if (city.capital) capitals += 1;
    quiz.brackets.forEach(({ minPopulation }, i) => {
      if (city.population >= minPopulation) named[i]! += 1;
    });
    const code = regionOf(city);
    if (code === undefined) continue;
    const share = regions.get(code) ?? { cities: 0, population: 0 };
    share.cities += 1;
    share.population += city.population;
    regions.set(code, share);
  }
  return {
    cities: cities.length,
    population,
    capitals,
    regions,
    brackets: quiz.brackets.map((bracket, i) => ({ ...bracket, named: named[i]! })),
  };
}

/** Share of each region's people that is named, 0…1, by code; regions without a find are absent. */
export function sharesOf(
  regions: Quiz['regions'],
  named: NamedTotals['regions'],
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { code, population } of regions) {
    const part = named.get(code);
    if (part && population > 0) shares.set(code, part.population / population);
  }
  return shares;
}
