import type { City, FoundEntry } from './messages.ts';

/**
 * Many finds as columns, which take a third of what objects take: the answer of `GET /api/rooms/:roomId/found?after=` and
 * `GET /api/runs/:runId/found?after=`. All columns but `capitals` have one entry a find, oldest first.
 */
export interface FoundColumns {
  runId: string;
  /** `after` of the next page; null on the last one. */
  next: number | null;
  /** Tables that `player`, `country` and `region` point into. */
  players: string[];
  countries: string[];
  regions: string[];
  /** Epoch ms that `at` counts from. */
  base: number;
  id: number[];
  name: string[];
  /** Degrees. */
  lat: number[];
  lon: number[];
  population: number[];
  country: number[];
  region: number[];
  player: number[];
  /** Milliseconds after `base`. */
  at: number[];
  /** Positions of national capitals in the columns. */
  capitals: number[];
}

export function columnsOf(
  finds: readonly FoundEntry[],
  { runId, next }: Pick<FoundColumns, 'runId' | 'next'>,
): FoundColumns {
  const players = createTable();
  const countries = createTable();
  const regions = createTable();
  const base = finds[0]?.at ?? 0;
  const cities = finds.map(({ city }) => city);
  return {
    runId,
    next,
    base,
    id: cities.map(({ id }) => id),
    name: cities.map(({ name }) => name),
    lat: cities.map(({ lat }) => lat),
    lon: cities.map(({ lon }) => lon),
    population: cities.map(({ population }) => population),
    country: cities.map(({ country }) => countries.indexOf(country)),
    region: cities.map(({ region }) => regions.indexOf(region)),
    player: finds.map(({ playerId }) => players.indexOf(playerId)),
    at: finds.map(({ at }) => at - base),
    capitals: cities.flatMap(({ capital }, position) => (capital ? [position] : [])),
    players: players.entries,
    countries: countries.entries,
    regions: regions.entries,
  };
}

/** The finds of a page, oldest first. */
export function findsOf(columns: FoundColumns): FoundEntry[] {
  const capitals = new Set(columns.capitals);
  return columns.id.map((id, position) => {
    const city: City = {
      id,
      name: columns.name[position]!,
      lat: columns.lat[position]!,
      lon: columns.lon[position]!,
      population: columns.population[position]!,
      country: columns.countries[columns.country[position]!]!,
      region: columns.regions[columns.region[position]!]!,
      ...(capitals.has(position) ? { capital: true } : {}),
    };
    return {
      playerId: columns.players[columns.player[position]!]!,
      city,
      at: columns.base + columns.at[position]!,
    };
  });
}

/** Each text once, in the order of its first use. */
function createTable() {
  const entries: string[] = [];
  const positions = new Map<string, number>();
  return {
    entries,
    indexOf(text: string): number {
      let position = positions.get(text);
      if (position === undefined) {
        position = entries.push(text) - 1;
        positions.set(text, position);
      }
      return position;
    },
  };
}
