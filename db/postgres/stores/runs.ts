import type { Run, Said, Standing } from '../../../shared/messages.ts';
import { isRanked } from '../../../shared/room/settings.ts';
import type { Mode, Settings } from '../../../shared/settings.ts';
import type { Queries } from '../query.ts';

/** Finished games. A run never changes once it is saved. */
export interface RunStore {
  /** Saves a run with its timeline, wholly or not at all; a run that is there already stays as it is. */
  save(run: Run): Promise<void>;
  read(runId: string): Promise<Run | null>;
  exists(runId: string): Promise<boolean>;
}

interface RunRow {
  run_id: string;
  mode: Mode;
  settings: Settings;
  data_version: string;
  started_at: string;
  finished_at: string;
}

interface PlayerRow {
  player_id: string;
  name: string;
  rank: number;
  team: number | null;
  cities: number;
  population: string | null;
  points: string | null;
}

interface FindRow {
  place: number | null;
  city_id: number;
  at_ms: string;
  said: Said | null;
}

export function createRunStore({ query, transaction }: Queries): RunStore {
  return {
    save: (run) =>
      transaction(async (ask) => {
        const inserted = await ask(
          `INSERT INTO runs (run_id, mode, quiz, ranked, settings, data_version, started_at, finished_at)
           VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
           ON CONFLICT (run_id) DO NOTHING RETURNING run_id`,
          [
            run.runId,
            run.mode,
            run.settings.quiz,
            isRanked(run.settings),
            JSON.stringify(run.settings),
            run.dataVersion,
            run.startedAt,
            run.finishedAt,
          ],
        );
        if (inserted.length === 0) return;
        const places = new Map(run.players.map((player, place) => [player.playerId, place]));
        await ask(
          `INSERT INTO run_players (run_id, place, player_id, name, rank, team, cities, population, points)
           SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::bigint[], $9::float8[])`,
          [run.runId, ...playerColumns(run.players)],
        );
        await ask(
          `INSERT INTO finds (run_id, position, place, city_id, at_ms, said)
           SELECT $1, * FROM unnest($2::int[], $3::int[], $4::int[], $5::bigint[], $6::text[])`,
          [
            run.runId,
            run.timeline.map((_, position) => position),
            run.timeline.map(({ playerId }) => places.get(playerId) ?? null),
            run.timeline.map(({ cityId }) => signed(cityId)),
            run.timeline.map(({ atMs }) => atMs),
            run.timeline.map(({ said }) => said ?? null),
          ],
        );
      }),

    async read(runId) {
      const [row] = await query<RunRow>(
        `SELECT run_id, mode, settings, data_version, started_at, finished_at FROM runs WHERE run_id = $1`,
        [runId],
      );
      if (!row) return null;
      const players = await query<PlayerRow>(
        `SELECT player_id, name, rank, team, cities, population, points FROM run_players WHERE run_id = $1 ORDER BY place`,
        [runId],
      );
      const finds = await query<FindRow>(
        `SELECT place, city_id, at_ms, said FROM finds WHERE run_id = $1 ORDER BY position`,
        [runId],
      );
      return {
        runId: row.run_id,
        mode: row.mode,
        settings: row.settings,
        dataVersion: row.data_version,
        startedAt: Number(row.started_at),
        finishedAt: Number(row.finished_at),
        players: players.map(standingOf),
        timeline: finds.map(({ place, city_id, at_ms, said }) => ({
          playerId: place === null ? '' : (players[place]?.player_id ?? ''),
          cityId: unsigned(city_id),
          atMs: Number(at_ms),
          ...(said === null ? {} : { said }),
        })),
      };
    },

    async exists(runId) {
      return (await query(`SELECT 1 FROM runs WHERE run_id = $1`, [runId])).length > 0;
    },
  };
}

/**
 * Ids of cities have 32 bits, those of places without a GeoNames id the upper half of them; Postgres' `int` has a sign. So they stand in
 * the column as the same bits, and any release reads those that it could write.
 */
const signed = (cityId: number): number => (cityId >= 2 ** 31 ? cityId - 2 ** 32 : cityId);
const unsigned = (column: number): number => column >>> 0;

/** The players as columns, so that one statement takes any number of them. */
function playerColumns(players: readonly Standing[]): unknown[][] {
  return [
    players.map((_, place) => place),
    players.map(({ playerId }) => playerId),
    players.map(({ name }) => name),
    players.map(({ rank }) => rank),
    players.map(({ team }) => team ?? null),
    players.map(({ score }) => score.cities),
    players.map(({ score }) => score.population ?? null),
    players.map(({ score }) => score.points ?? null),
  ];
}

const standingOf = (row: PlayerRow): Standing => ({
  playerId: row.player_id,
  name: row.name,
  rank: row.rank,
  score: {
    cities: row.cities,
    ...(row.population === null ? {} : { population: Number(row.population) }),
    ...(row.points === null ? {} : { points: Number(row.points) }),
  },
  ...(row.team === null ? {} : { team: row.team }),
});
