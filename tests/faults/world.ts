import pg from 'pg';
import { expect } from 'vitest';
import type { View } from '../../shared/messages.ts';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy.ts';
import { onFreePort } from '../support/free-port.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { connectPlayer, type PlayerOptions, type TestPlayer } from '../support/player.ts';
import { startNodeProcess, type NodeProcess } from '../support/process-node.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';

/** `SEED=… npm test -- faults` runs a failure again: the seed stands in the name of every test that uses it. */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

export const SECRET = 'a secret of the tests, long enough to be one';

/** Several nodes of the built server on one real Redis and one real Postgres. */
export interface World {
  readonly redis: TestRedis;
  readonly postgres: TestPostgres;
  readonly nodes: NodeProcess[];
  readonly urls: string[];
  readonly databaseUrl: string;
  /** What the nodes reach their stores by. */
  readonly wires: { readonly redis: CuttableProxy; readonly postgres: CuttableProxy };
  /** Starts node `index` again (its port stays). */
  revive(index: number): Promise<void>;
  player(options?: Partial<PlayerOptions>): Promise<TestPlayer>;
  /** The ids of all runs in Postgres. */
  savedRuns(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startWorld(options: {
  /** How many nodes. */
  nodes: number;
  appendfsync?: 'always' | 'everysec';
  env?: Record<string, string>;
  /** The nodes reach their stores by {@link World.wires}. */
  wired?: boolean;
}): Promise<World> {
  const redis = await startRedis({ appendfsync: options.appendfsync ?? 'everysec' });
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const wires = {
    redis: await startCuttableProxy(redis.port),
    postgres: await startCuttableProxy(Number(new URL(databaseUrl).port)),
  };
  const env = {
    REDIS_URL: options.wired ? by(wires.redis, redis.url) : redis.url,
    DATABASE_URL: options.wired ? by(wires.postgres, databaseUrl) : databaseUrl,
    SESSION_SECRET: SECRET,
    ...options.env,
  };
  const nodes = await Promise.all(
    Array.from({ length: options.nodes }, () => onFreePort((port) => startNodeProcess(env, port))),
  );
  const urls = nodes.map(({ url }) => url);
  const players: TestPlayer[] = [];
  return {
    redis,
    postgres,
    nodes,
    urls,
    databaseUrl,
    wires,
    async revive(index) {
      nodes[index] = await startNodeProcess(env, nodes[index]!.port);
    },
    async player(given = {}) {
      const player = await connectPlayer({ urls, ...given });
      players.push(player);
      return player;
    },
    async savedRuns() {
      const client = new pg.Client(databaseUrl);
      await client.connect();
      const { rows } = await client.query<{ run_id: string }>('select run_id from runs');
      await client.end();
      return rows.map((row) => row.run_id);
    },
    async stop() {
      for (const player of players) player.close();
      await Promise.all(nodes.map((node) => node.stop('SIGTERM')));
      for (const wire of [wires.redis, wires.postgres]) wire.close();
      await redis.remove();
      await postgres.remove();
    },
  };
}

function by(wire: CuttableProxy, url: string): string {
  const changed = new URL(url);
  changed.port = String(wire.port);
  return changed.href;
}

/** Each player starts with a node of its own: the list turned by `by`. */
export const turned = <T>(list: readonly T[], by: number): T[] =>
  list.map((_, index) => list[(index + by) % list.length]!);

export interface SavedRun {
  runId: string;
  players: { playerId: string; rank: number; score: { cities: number } }[];
  timeline: { playerId: string; cityId: number; atMs: number }[];
}

/** The finished run as any node answers it; tries until it is there. */
export function readRun(url: string, runId: string): Promise<SavedRun> {
  return until(async () => {
    const response = await fetch(`${url}/api/runs/${runId}`).catch(() => null);
    return response?.status === 200 ? ((await response.json()) as SavedRun) : null;
  }, `run ${runId} can be read`);
}

/** Resolves once so many more finds have been acknowledged to these players together: play goes on. */
export async function untilAcknowledged(players: readonly TestPlayer[], more: number): Promise<void> {
  const count = (): number => players.reduce((sum, { ledger }) => sum + ledger.acknowledged.size, 0);
  const goal = count() + more;
  await until(() => count() >= goal, `${more} more finds`);
}

/** Between two guesses of a player, up to `longestMs`: names must last until everything has happened. */
export const think = (longestMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, longestMs));

/**
 * Everything that was promised, held against the run: each acknowledged find is there, nobody has a city twice, in shared modes
 * nobody has another's, and scores are the sums.
 */
export function expectKept(run: SavedRun, players: readonly TestPlayer[], shared: boolean): void {
  const keyOf = (playerId: string, cityId: number): string =>
    shared ? String(cityId) : `${playerId}:${cityId}`;
  const keys = run.timeline.map(({ playerId, cityId }) => keyOf(playerId, cityId));
  expect(new Set(keys).size, 'a city is credited once').toBe(keys.length);
  const credited = new Set(run.timeline.map(({ playerId, cityId }) => `${playerId}:${cityId}`));
  for (const player of players) {
    for (const answer of player.ledger.acknowledged.values()) {
      for (const city of answer.cities) {
        expect(
          credited.has(`${player.playerId}:${city.id}`),
          `${city.name} was acknowledged and is kept`,
        ).toBe(true);
      }
    }
    const standing = run.players.find(({ playerId }) => playerId === player.playerId);
    const own = run.timeline.filter(({ playerId }) => playerId === player.playerId);
    expect(standing?.score.cities, 'the score is the sum').toBe(own.length);
  }
}

/** Every client's view says the same. */
export function expectSameViews(players: readonly TestPlayer[]): void {
  const shape = (view: View | null): unknown =>
    view && {
      phase: view.phase,
      found: view.found.map(({ city, playerId }) => `${city.id} ${playerId}`).sort(),
      scores: view.players.map(({ id, score }) => `${id} ${score.cities}`).sort(),
    };
  for (const player of players.slice(1)) expect(shape(player.view)).toEqual(shape(players[0]!.view));
}
