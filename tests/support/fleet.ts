import { createTokens } from '../../server/identity/token.ts';
import { createFakeDatabase, type FakeDatabase } from './fake-database.ts';
import { startNode, type NodeOptions, type TestNode } from './node.ts';
import { connectPlayer, type PlayerOptions, type TestPlayer } from './player.ts';
import { startCluster, startRedis, type TestRedis } from './redis.ts';

export type FleetKind = 'one node in memory' | 'two nodes on Redis' | 'two nodes on a Redis Cluster';
/** What tests of rooms run on. */
export const FLEETS: FleetKind[] = ['one node in memory', 'two nodes on Redis'];
/** The same and a cluster, for what depends on how nodes speak to each other. */
export const FLEETS_AND_CLUSTER: FleetKind[] = [...FLEETS, 'two nodes on a Redis Cluster'];

/** Nodes in this process that share a store and a database, and the players connected to them. */
export interface Fleet {
  readonly nodes: TestNode[];
  readonly database: FakeDatabase;
  readonly redis: TestRedis | null;
  /** A new player; players are spread over the nodes in turn, unless `node` says otherwise. */
  player(options?: Partial<PlayerOptions> & { node?: number }): Promise<TestPlayer>;
  /** Another connection of the same player. */
  twin(of: TestPlayer, node?: number): Promise<TestPlayer>;
  stop(): Promise<void>;
}

const SECRET = 'shared by the nodes of a test';

/** `ofSecond`: limits of the second node alone. */
export async function startFleet(
  kind: FleetKind,
  options: NodeOptions = {},
  ofSecond: NodeOptions['limits'] = {},
): Promise<Fleet> {
  const redis = kind === 'two nodes on Redis' ? await startRedis() : null;
  const cluster = kind === 'two nodes on a Redis Cluster' ? await startCluster() : null;
  const redisUrl = redis?.url ?? cluster?.urls.join(',');
  const database = createFakeDatabase();
  const env = {
    SESSION_SECRET: SECRET,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...options.env,
  };
  const durations = { drainMs: 200, ...options.durations };
  const start = (limits: NodeOptions['limits'] = {}): Promise<TestNode> =>
    startNode({ ...options, env, durations, database, limits: { ...options.limits, ...limits } });
  const nodes = redisUrl === undefined ? [await start()] : [await start(), await start(ofSecond)];
  const players: TestPlayer[] = [];
  let turn = 0;
  async function player({
    node,
    ...given
  }: Partial<PlayerOptions> & { node?: number } = {}): Promise<TestPlayer> {
    const at = nodes[(node ?? turn++) % nodes.length]!;
    const made = await connectPlayer({ urls: [at.url], ...given });
    players.push(made);
    return made;
  }

  return {
    nodes,
    database,
    redis,
    player,
    twin(of, node) {
      const token = createTokens(SECRET).issue({ playerId: of.playerId, name: 'Twin' });
      return player({ token, ...(node === undefined ? {} : { node }) });
    },
    async stop() {
      for (const made of players) made.close();
      await Promise.all(nodes.map((node) => node.stop()));
      await redis?.remove();
      await cluster?.remove();
    },
  };
}
