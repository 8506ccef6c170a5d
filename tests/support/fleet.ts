import { createTokens } from '../../server/identity/token.ts';
import { createFakeDatabase, type FakeDatabase } from './fake-database.ts';
import { startNode, type NodeOptions, type TestNode } from './node.ts';
import { connectPlayer, type PlayerOptions, type TestPlayer } from './player.ts';
import { startRedis, type TestRedis } from './redis.ts';

export type FleetKind = 'one node in memory' | 'two nodes on Redis';
export const FLEETS: FleetKind[] = ['one node in memory', 'two nodes on Redis'];

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

export async function startFleet(kind: FleetKind, options: NodeOptions = {}): Promise<Fleet> {
  const redis = kind === 'two nodes on Redis' ? await startRedis() : null;
  const database = createFakeDatabase();
  const env = {
    SESSION_SECRET: SECRET,
    ...(redis ? { REDIS_URL: redis.url } : {}),
    ...options.env,
  };
  const durations = { drainMs: 200, ...options.durations };
  const start = (): Promise<TestNode> => startNode({ ...options, env, durations, database });
  const nodes = redis ? [await start(), await start()] : [await start()];
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
    },
  };
}
