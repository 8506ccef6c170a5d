import type { RunStore } from '../../db/postgres/stores/runs.ts';
import type { Log } from '../log.ts';
import type { Find, RoomStore, RunHeader } from '../store/room-store.ts';
import { runOf } from '../store/run.ts';

/** Takes finished games from the room store to Postgres; again and again, driven by the due-set, until it has them. */
export interface RunSaver {
  /** Saves every unsaved run of a room. Null when nothing is left; else when to come back, in milliseconds. */
  save(roomId: string): Promise<number | null>;
}

const PAGE = 5000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

export function createRunSaver(deps: { store: RoomStore; runs: RunStore; log: Log }): RunSaver {
  const { store, runs, log } = deps;
  const waits = new Map<string, number>();

  async function timelineOf({ roomId, runId }: RunHeader): Promise<Find[]> {
    const finds: Find[] = [];
    for (;;) {
      const page = await store.rooms.findsFrom(roomId, runId, finds.length, PAGE);
      finds.push(...page);
      if (page.length < PAGE) return finds;
    }
  }

  return {
    async save(roomId) {
      const pending = await store.outbox.pending(roomId);
      try {
        for (const header of pending) {
          await runs.save(runOf(header, await timelineOf(header)));
          await store.outbox.saved(roomId, header.runId);
          log.info({ roomId, runId: header.runId }, 'run saved');
        }
        waits.delete(roomId);
        return null;
      } catch (error) {
        const wait = Math.min((waits.get(roomId) ?? FIRST_RETRY_MS / 2) * 2, LONGEST_RETRY_MS);
        waits.set(roomId, wait);
        log.warn({ err: error, roomId, retryInMs: wait }, 'run not saved yet');
        return wait;
      }
    },
  };
}
