import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { createRedisNodeBus, type RedisNodeBus } from '../../server/broadcast/redis-node-bus.ts';
import { createScriptConnection } from '../../server/fast-path/script-connection.ts';
import { createRedisStore } from '../../server/store/redis/store.ts';
import { StoreUnavailable, type RoomStore } from '../../server/store/room-store.ts';
import { DURATIONS } from '../../shared/durations.ts';
import type { RoomDoc } from '../../shared/room/record.ts';
import { startCuttableProxy, type CuttableProxy, type Direction } from '../support/cuttable-proxy.ts';
import { isInStep, startRedis, type RedisOptions, type TestRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { NODE } from './backends.ts';
import { asFound, createRoom, guessOf } from './rooms.ts';

/** The same proportions as in production. */
const SHORT = { ...DURATIONS, storeTimeoutMs: 500, storeSilenceMs: 2000, subscriptionCheckMs: 271 };
/** Between two guesses that are sent whether or not the ones before were answered. */
const GUESS_EVERY_MS = 50;

/** No game of these tests fills its map. */
const LARGE = { title: '', cities: 1e6, population: 1e9, dataVersion: '' };

interface Line {
  client?: string;
  reason?: string;
  message: string;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function redisServer(options: RedisOptions = {}): Promise<TestRedis> {
  const server = await startRedis(options);
  closing.push(() => server.remove());
  return server;
}

async function wireTo({ port }: { port: number }): Promise<CuttableProxy & { redisUrl: string }> {
  const wire = await startCuttableProxy(port);
  closing.push(() => wire.close());
  return Object.assign(wire, { redisUrl: `redis://127.0.0.1:${wire.port}` });
}

/** A store and what it logs; `guesses` alone may go another way than everything else. */
async function openStore(
  url: string,
  lines: Line[] = [],
  { guesses = url, durations = SHORT } = {},
): Promise<RoomStore> {
  const tell = (details: object, message: string) => void lines.push({ ...details, message });
  const store = await createRedisStore({
    urls: [url],
    nodeId: NODE,
    clock: Date.now,
    log: { info: tell, warn: tell, error: tell },
    durations,
    openScript: (options) => createScriptConnection({ ...options, url: guesses }),
  });
  closing.push(() => store.close());
  await untilAnswers(store);
  return store;
}

const untilAnswers = (store: RoomStore): Promise<boolean> =>
  until(
    () =>
      store.ping().then(
        () => true,
        () => false,
      ),
    'the store answers',
  );

/** What is asked again until it is answered: on a busy machine an answer may take longer than these tests allow it. */
const answered = <T>(ask: () => Promise<T>): Promise<T> =>
  until(
    () =>
      ask().then(
        (answer) => ({ answer }),
        () => null,
      ),
    'an answer',
  ).then(({ answer }) => answer);

const roomIn = (store: RoomStore, mode: 'solo' | 'claim'): Promise<RoomDoc> =>
  answered(() => createRoom(store, mode, { quiz: LARGE }));

async function find(store: RoomStore, doc: RoomDoc, city: number): Promise<void> {
  const guess = guessOf(doc, 0, [city]);
  asFound(await answered(() => store.rooms.guess(guess)));
}

const toldOfGuesses = (lines: readonly Line[]): string[] =>
  lines.filter(({ client }) => client === 'guesses').map(({ message }) => message);

/** Guesses again and again, as many at a time as it takes, until it is stopped; tells whether one was answered since it was last asked. */
function keepGuessing(store: RoomStore, doc: RoomDoc) {
  let city = 0;
  let answered = 0;
  const failures = new Set<unknown>();
  const timer = setInterval(() => {
    city += 1;
    store.rooms.guess(guessOf(doc, 0, [city])).then(
      () => (answered += 1),
      (error: unknown) => failures.add(error),
    );
  }, GUESS_EVERY_MS);
  closing.push(() => clearInterval(timer));
  return {
    failures,
    untilAnswered: async () => {
      const before = answered;
      await until(() => answered > before + 5, 'guesses are answered');
    },
  };
}

describe('a wire to Redis that swallows', () => {
  it.each<Direction[][]>([[['up', 'down']], [['up']], [['down']]])(
    '%j is found out while guesses flow, and made again as soon as there is a way',
    async (directions) => {
      const wire = await wireTo(await redisServer());
      const lines: Line[] = [];
      const store = await openStore(wire.redisUrl, lines);
      const guessing = keepGuessing(store, await roomIn(store, 'solo'));
      await guessing.untilAnswered();
      wire.swallow(...directions);
      await until(() => toldOfGuesses(lines).length > 0, 'the guess connection is given up');
      await until(() => lines.some(({ client }) => client === 'rooms'), 'and the one for everything else');
      wire.restore();
      await guessing.untilAnswered();
      await until(() => toldOfGuesses(lines).length === 2, 'the guess connection is back');
      await untilAnswers(store);
      expect(toldOfGuesses(lines)).toEqual(['Redis is away', 'Redis is back']);
      for (const failure of guessing.failures) expect(failure).toBeInstanceOf(StoreUnavailable);
    },
  );

  it('holds up no guess for longer than one: the next go by the other connection', async () => {
    const server = await redisServer();
    const wire = await wireTo(server);
    const lines: Line[] = [];
    const durations = { ...SHORT, storeSilenceMs: 60_000 };
    const store = await openStore(server.url, lines, { guesses: wire.redisUrl, durations });
    const guessing = keepGuessing(store, await roomIn(store, 'solo'));
    await guessing.untilAnswered();
    wire.swallow();
    await until(() => guessing.failures.size > 0, 'the first guesses are given up');
    await guessing.untilAnswered();
    expect(lines, 'no connection is').toEqual([]);
  });

  it('is found out also when nobody guesses', async () => {
    const wire = await wireTo(await redisServer());
    const lines: Line[] = [];
    const store = await openStore(wire.redisUrl, lines);
    const doc = await roomIn(store, 'solo');
    await find(store, doc, 1);
    wire.swallow();
    await until(() => toldOfGuesses(lines).length > 0, 'the guess connection is given up');
    expect(lines[0]!.reason).toContain('no answer');
    wire.restore();
    await until(() => toldOfGuesses(lines).length === 2, 'the guess connection is back');
    await find(store, doc, 2);
  });

  it('leaves a guess that was carried out credited once', async () => {
    const wire = await wireTo(await redisServer());
    const store = await openStore(wire.redisUrl);
    const doc = await roomIn(store, 'claim');
    wire.swallow('down');
    const guess = guessOf(doc, 0, [7]);
    await expect(store.rooms.guess(guess)).rejects.toThrow(StoreUnavailable);
    wire.restore();
    const answer = await answered(() => store.rooms.guess(guess));
    expect(answer).toMatchObject({ outcome: 'found', repeated: true, seq: 1, score: { cities: 1 } });
    expect(await answered(() => store.rooms.read(doc.roomId))).toMatchObject({ foundCount: 1, seq: 1 });
  });

  it('keeps no node from hearing the others for long', async () => {
    const server = await redisServer();
    const wire = await wireTo(server);
    const talker = nodeBus(server.url);
    const listener = nodeBus(wire.redisUrl);
    const heard = new Set<string>();
    listener.channel.listen('listener', (text) => heard.add(text));
    let count = 0;
    const isHeard = () => {
      count += 1;
      talker.channel.send('listener', `word ${count}`);
      return heard.size > 0;
    };
    await until(isHeard, 'a word is heard');
    wire.swallow();
    wire.restore();
    heard.clear();
    await until(isHeard, 'a word is heard again');
    expect([...heard].every((text) => text.startsWith('word '))).toBe(true);
  });
});

function nodeBus(url: string): RedisNodeBus {
  const quiet = () => undefined;
  const bus = createRedisNodeBus({
    urls: [url],
    durations: SHORT,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  closing.push(() => bus.close());
  return bus;
}

describe('after a fail-over', () => {
  const command = async (server: TestRedis, ...args: [string, ...string[]]): Promise<unknown> => {
    const client = new Redis(server.url);
    try {
      return await client.call(...args);
    } finally {
      client.disconnect();
    }
  };
  const follow = (server: TestRedis, master: TestRedis) =>
    command(server, 'REPLICAOF', '127.0.0.1', String(master.port));
  async function untilInStep({ url }: TestRedis): Promise<void> {
    const client = new Redis(url);
    await until(() => isInStep(client), 'a replica in step');
    client.disconnect();
  }

  it('every connection goes to the new master, and everything acknowledged before is there', async () => {
    const [first, second] = [await redisServer(), await redisServer()];
    await follow(second, first);
    await untilInStep(second);
    // An address that stays while what it leads to changes, as operators have it: a name, a service, a balancer.
    const wire = await wireTo(first);
    const lines: Line[] = [];
    const store = await openStore(wire.redisUrl, lines);
    const [talker, listener] = [nodeBus(wire.redisUrl), nodeBus(wire.redisUrl)];
    const heard = new Set<string>();
    listener.channel.listen('listener', (text) => heard.add(text));
    talker.channel.listen('talker', () => undefined);
    const doc = await roomIn(store, 'claim');
    for (const city of [1, 2, 3]) await find(store, doc, city);
    await command(first, 'WAIT', '1', '5000');
    await command(second, 'REPLICAOF', 'NO', 'ONE');
    await follow(first, second);
    await untilInStep(first);
    const refused = guessOf(doc, 1, [4]);
    await expect(store.rooms.guess(refused)).rejects.toThrow(StoreUnavailable);
    await expect(createRoom(store, 'solo')).rejects.toThrow(StoreUnavailable);
    wire.pointTo(second.port);
    const result = await answered(() => store.rooms.guess(refused));
    expect(result).toMatchObject({ outcome: 'found', seq: 4 });
    await until(() => toldOfGuesses(lines).length === 2, 'the guess connection is back');
    const own = await openStore(second.url);
    expect(await answered(() => own.rooms.read(doc.roomId))).toMatchObject({ foundCount: 4 });
    await untilAnswers(store);
    await roomIn(store, 'solo');
    // Nodes that stay with the former master would hear each other, and nobody else.
    await until(async () => {
      await command(second, 'SPUBLISH', 'cityrace:node:listener', 'of the new master');
      return heard.has('of the new master');
    }, 'the listener hears the new master');
    const clients = async () => String(await command(first, 'CLIENT', 'LIST'));
    await until(async () => !(await clients()).includes('name=cityrace-'), 'nobody stays with the former');
  });
});

it('what goes wrong with an answer is told: to who waits for it, or else to the log', async () => {
  const server = await redisServer();
  const lines: Line[] = [];
  const tell = (details: object, message: string) => void lines.push({ ...details, message });
  const connection = createScriptConnection({
    url: server.url,
    lua: 'return 1',
    timeoutMs: 1500,
    silenceMs: 60_000,
    failed: (error) => error,
    unanswered: () => new Error('unanswered'),
    isFatal: () => false,
    log: { info: tell, warn: tell, error: tell },
  });
  closing.push(() => connection.close());
  const broken = (): never => {
    throw new TypeError('cannot be read');
  };
  await until(() => connection.call(['k'], Number), 'a connection');
  await expect(connection.call(['k'], broken)).rejects.toThrow('cannot be read');
  expect(lines).toEqual([]);
  server.pause();
  await expect(connection.call(['k'], broken, () => undefined)).rejects.toThrow('unanswered');
  server.resume();
  await until(() => lines.length > 0, 'a line');
  expect(lines).toMatchObject([{ message: 'a late answer of Redis could not be handled' }]);
});
