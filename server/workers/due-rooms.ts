import type { Durations } from '../../shared/durations.ts';
import type { RoomRecord } from '../../shared/room/record.ts';
import { nextDueAt } from '../../shared/room/rules.ts';
import type { Log } from '../log.ts';
import type { RunSaver } from './run-saver.ts';
import type { Parking } from '../commands/parking.ts';
import type { RoomCache } from '../commands/room-cache.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import type { CommandExecutor } from '../commands/command-executor.ts';

/** Keeps the time of rooms: every node sweeps, a due room belongs for a while to the node that claimed it. */
export interface Sweeper {
  start(): void;
  /** Resolves when the sweep under way is over. */
  stop(): Promise<void>;
}

export interface SweeperDeps {
  store: RoomStore;
  steps: CommandExecutor;
  saver: RunSaver;
  parking: Parking;
  cache: RoomCache;
  durations: Durations;
  log: Log;
  /** Spreads the nodes' sweeps: uniform in [0, 1). */
  random: () => number;
}

const CLAIMS = 32;
/** A room that could not be removed, or whose Postgres is away, is looked at again after this. */
const AGAIN_MS = 5000;
const PARKED_SWEEP_MS = 3_600_000;

export function createSweeper(deps: SweeperDeps): Sweeper {
  const { store, steps, saver, parking, cache, durations, log, random } = deps;
  let timer: NodeJS.Timeout | undefined;
  let parkedTimer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  let stopped = false;

  /** Does what is due in a room; when to look again, epoch ms, or null for never. */
  async function attend(roomId: string): Promise<number | null> {
    const advanced = await steps.advance(roomId);
    const unsavedMs = await saver.save(roomId);
    const again = unsavedMs === null ? null : store.now() + unsavedMs;
    if (advanced === 'gone') return again;
    const { todo, record } = advanced;
    if (todo === 'expire') return again ?? (await expire(record));
    if (todo === 'park') return park(record);
    const next = nextDueAt(record.doc, record.now, durations);
    return again === null ? next : Math.min(next, again);
  }

  async function expire({ doc, version, seq }: RoomRecord): Promise<number | null> {
    const { roomId } = doc;
    if (!(await store.rooms.remove(roomId, { version, seq }))) return store.now() + AGAIN_MS;
    cache.drop(roomId);
    for (const { playerId } of doc.seats) await store.rooms.dropSeat(playerId, roomId);
    log.debug({ roomId }, 'room expired');
    return null;
  }

  async function park({ doc }: RoomRecord): Promise<number | null> {
    try {
      if (!(await parking.park(doc.roomId))) return store.now() + AGAIN_MS;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      log.warn({ err: error, roomId: doc.roomId }, 'room not parked yet');
      return store.now() + AGAIN_MS;
    }
    cache.drop(doc.roomId);
    return null;
  }

  async function handle({ roomId, lease }: { roomId: string; lease: number }): Promise<void> {
    try {
      await store.due.release(roomId, lease, await attend(roomId));
    } catch (error) {
      // The lease runs out, and somebody looks again.
      if (!(error instanceof StoreUnavailable)) log.error({ err: error, roomId }, 'sweep failed');
    }
  }

  async function sweep(): Promise<void> {
    try {
      for (;;) {
        const claimed = await store.due.claim(CLAIMS, durations.dueLeaseMs);
        await Promise.all(claimed.map(handle));
        if (claimed.length < CLAIMS || stopped) return;
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) log.error({ err: error }, 'sweep failed');
    }
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(
      () => {
        sweeping = sweep().finally(schedule);
      },
      durations.sweepMs * (0.8 + 0.4 * random()),
    );
  }

  return {
    start() {
      schedule();
      parkedTimer = setInterval(() => {
        // Postgres may be away: the next hour does.
        parking.sweep().catch(() => undefined);
      }, PARKED_SWEEP_MS);
      parkedTimer.unref();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(parkedTimer);
      await sweeping;
    },
  };
}
