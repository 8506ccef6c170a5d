import { LRUCache } from 'lru-cache';
import type { Database } from '../../db/postgres/database.ts';
import type { Run } from '../../shared/messages.ts';
import { readRun } from '../store/run.ts';
import type { Quizzes } from '../quizzes/quizzes.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';

export interface RunReader {
  /** A finished run, saved or on its way; null when there is none. Rejects when a store is away that might have it. */
  read(runId: string): Promise<Run | null>;
}

/** Base64url of 96 bits or more. */
const RUN_ID = /^[A-Za-z0-9_-]{16,64}$/;
/** Runs never change once they are finished: the last ones read stay at hand, for the pages of their missed cities. */
const KEPT = 8;

export function createRunReader({
  store,
  database,
  quizzes,
}: {
  store: RoomStore;
  database: Database;
  quizzes: Pick<Quizzes, 'currentId'>;
}): RunReader {
  const kept = new LRUCache<string, Run>({ max: KEPT });

  /** A run that leaves the outbox while its finds are read may come out short: then it is in the database, whole. */
  async function waiting(runId: string): Promise<Run | null> {
    const header = await store.outbox.read(runId);
    const run = header && (await readRun(store, header));
    return run && (await store.outbox.read(runId)) ? followed(run) : null;
  }

  /** The run with the ids that its cities have now; a city found under two of its ids is there once. */
  function followed(run: Run): Run {
    const finds = new Set<string>();
    const timeline = run.timeline.flatMap((find) => {
      const cityId = quizzes.currentId(find.cityId);
      const isNew = finds.size < finds.add(`${find.playerId} ${cityId}`).size;
      return isNew ? [{ ...find, cityId }] : [];
    });
    return { ...run, timeline };
  }

  return {
    async read(runId) {
      if (!RUN_ID.test(runId)) return null;
      const known = kept.get(runId);
      if (known) return known;
      // The outbox first: a run that is saved in between has left it, and then the database has it.
      let away: StoreUnavailable | undefined;
      const run = await waiting(runId).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
        away = error;
        return null;
      });
      if (run) return run;
      const saved = await database.runs.read(runId);
      if (!saved) {
        if (away) throw away;
        return null;
      }
      const whole = followed(saved);
      kept.set(runId, whole);
      return whole;
    },
  };
}
