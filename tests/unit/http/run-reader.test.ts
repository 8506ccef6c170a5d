import { expect, it } from 'vitest';
import type { Database } from '../../../db/postgres/database.ts';
import { createRunReader } from '../../../server/http/run-reader.ts';
import type { RoomStore } from '../../../server/store/room-store.ts';
import type { Run } from '../../../shared/messages.ts';
import { completeSettings } from '../../../shared/room/settings.ts';

const FORMER = 2 ** 31 + 9;

it('reads a run with the ids that its cities have now, each city once a player', async () => {
  const settings = completeSettings({ quiz: 'france', mode: 'race', seconds: 600 });
  const found = (playerId: string, cityId: number, atMs: number) => ({ playerId, cityId, atMs });
  const run: Run = {
    runId: 'a-run-of-long-ago-1',
    mode: 'race',
    settings,
    dataVersion: 'older',
    startedAt: 0,
    finishedAt: 9,
    players: [],
    timeline: [found('anna', FORMER, 1), found('ben', 42, 2), found('anna', 42, 3), found('anna', 7, 4)],
  };
  const reader = createRunReader({
    store: { outbox: { read: () => Promise.resolve(null) } } as unknown as RoomStore,
    database: { runs: { read: () => Promise.resolve(run) } } as unknown as Database,
    quizzes: { currentId: (id) => (id === FORMER ? 42 : id) },
  });
  const timeline = [found('anna', 42, 1), found('ben', 42, 2), found('anna', 7, 4)];
  expect(await reader.read(run.runId)).toEqual({ ...run, timeline });
});
