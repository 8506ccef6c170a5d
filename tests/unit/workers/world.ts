import { createCommandExecutor } from '../../../server/commands/command-executor.ts';
import { createParking } from '../../../server/commands/parking.ts';
import { createRoomCache } from '../../../server/commands/room-cache.ts';
import { createLog } from '../../../server/log.ts';
import { createMemoryStore } from '../../../server/store/memory/store.ts';
import { StoreUnavailable, type RoomStore } from '../../../server/store/room-store.ts';
import { createDueRooms } from '../../../server/workers/due-rooms.ts';
import { createExpiredNodes } from '../../../server/workers/expired-nodes.ts';
import { createLease } from '../../../server/workers/lease.ts';
import { createRoomParking } from '../../../server/workers/room-parking.ts';
import { createRunSaving } from '../../../server/workers/run-saving.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { RoomDoc } from '../../../shared/room/record.ts';
import { docOf, seatAt } from '../../contract/rooms.ts';
import { createFakeDatabase } from '../../support/fake-database.ts';

/** The lines of a log, and the log itself. */
export function recordedLog() {
  const lines: { level: string; msg: string; node?: string; stage?: string; roomId?: string }[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(JSON.parse(line) as never) });
  return { log, lines, said: (msg: string) => lines.filter((line) => line.msg === msg) };
}

/** What workers measured, by name. */
export function recordedMetrics() {
  const turns = new Map<string, { done: number; failed: number }>();
  const waiting = new Map<string, () => number>();
  return {
    waiting: (name: string, read: () => number) => void waiting.set(name, read),
    worked(name: string, _ms: number, failed: boolean) {
      const before = turns.get(name) ?? { done: 0, failed: 0 };
      turns.set(name, { done: before.done + 1, failed: before.failed + (failed ? 1 : 0) });
    },
    turns,
    waitingOf: (name: string) => waiting.get(name)!(),
  };
}

export const emptyStore = (): Promise<RoomStore> =>
  createMemoryStore({ folder: null, clock: Date.now, log: recordedLog().log, durations: DURATIONS });

type Part = 'rooms' | 'due' | 'outbox' | 'nodes';
type Before = (method: `${Part}.${string}`, args: readonly unknown[]) => Promise<void> | void;

/** A store in which something happens before each step: it takes a while, fails, or is counted. */
export function slowed(store: RoomStore, before: Before): RoomStore {
  const part = <Name extends Part>(name: Name): RoomStore[Name] =>
    new Proxy(store[name], {
      get(target, method: string) {
        const call = Reflect.get(target, method) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          await before(`${name}.${method}`, args);
          return call(...args);
        };
      },
    });
  return { ...store, rooms: part('rooms'), due: part('due'), outbox: part('outbox'), nodes: part('nodes') };
}

export const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Steps that take about so long, and end together: under fake timers a timer for each would take a real millisecond each. */
export function steps(milliseconds: number): () => Promise<void> {
  let next: Promise<void> | undefined;
  return () =>
    (next ??= after(milliseconds).then(() => {
      next = undefined;
    }));
}

const silent = {
  events: () => undefined,
  attach: () => undefined,
  detach: () => undefined,
  supersede: () => undefined,
  changed: () => undefined,
};

/** The workers of one node that have to do with rooms and leases, over a store that others may share. */
export function nodeOf(nodeId: string, store: RoomStore, database = createFakeDatabase()) {
  const { log, lines, said } = recordedLog();
  const metrics = recordedMetrics();
  const clock = { elapsed: () => performance.now() };
  const cache = createRoomCache({ store, clock });
  const all = {
    log,
    metrics: metrics as never,
    durations: DURATIONS,
    limits: LIMITS,
    store,
    nodeId,
    clock,
    cache,
  };
  const executor = createCommandExecutor({ ...all, broadcaster: silent, cityOf: () => undefined });
  const lapses: number[] = [];
  const lease = createLease({ ...all, onLapse: () => lapses.push(Date.now()) });
  const saving = createRunSaving({ ...all, runs: database.runs, parked: database.parked });
  const parking = createParking({
    ...all,
    parked: database.parked,
    runs: database.runs,
    currentId: (id) => id,
  });
  const roomParking = createRoomParking({ ...all, parking });
  const dueRooms = createDueRooms({
    ...all,
    executor,
    lease,
    saving,
    parking: roomParking,
    random: () => 0.5,
  });
  const expiredNodes = createExpiredNodes({ ...all, lease, dueRooms });
  const workers = [lease, expiredNodes, dueRooms];
  return {
    lease,
    lapses,
    executor,
    parking,
    database,
    metrics,
    lines,
    said,
    start: () => workers.forEach((worker) => worker.start()),
    async stop() {
      await Promise.all([...workers, saving, roomParking].map((worker) => worker.stop()));
      cache.stop();
    },
  };
}

/** A room whose players are all connected to one node; made and known to the due-set as the commands do it. */
export async function roomOn(
  store: RoomStore,
  nodeId: string,
  change: Partial<RoomDoc> = {},
): Promise<RoomDoc> {
  const seats = [0, 1].map((index) => seatAt(index, { connection: { node: nodeId, socket: `s${index}` } }));
  const doc = docOf('race', store.now(), { stage: 'lobby', startsAt: null, seats, ...change });
  await store.nodes.enter(nodeId, doc.roomId);
  await store.due.schedule(doc.roomId, doc.endsAt ?? store.now() + 1_800_000);
  await store.rooms.create(doc, doc.roomId);
  return doc;
}

/** What a store that is away says. */
export function unavailable(): never {
  throw new StoreUnavailable('away');
}
