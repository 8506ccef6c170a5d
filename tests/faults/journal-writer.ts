import { createMemoryStore } from '../../server/store/memory/store.ts';
import type { GuessResult } from '../../server/store/room-store.ts';
import { DURATIONS } from '../../shared/durations.ts';
import { docOf, guessOf } from '../contract/rooms.ts';

/** What the writer has been promised, one a line of its output. */
export type Promised =
  | { kind: 'guess'; roomId: string; guess: ReturnType<typeof guessOf>; answer: GuessResult }
  | { kind: 'due'; roomId: string }
  | { kind: 'commit'; roomId: string; version: number; seq: number };

/**
 * A process that plays several rooms as fast as it can, on the journal of the folder it is given, until it is killed. It
 * prints each change once the store has acknowledged it.
 */
const [folder, round] = process.argv.slice(2);
const silent = () => undefined;
const store = await createMemoryStore({
  folder: folder!,
  clock: Date.now,
  log: { info: silent, warn: silent, error: silent },
  durations: DURATIONS,
  compactBytes: 30_000,
});
const tell = (promised: Promised) => process.stdout.write(`${JSON.stringify(promised)}\n`);

const docs = Array.from({ length: 5 }, (_, i) =>
  docOf('claim', store.now(), {
    roomId: `round-${round}-${i}`,
    runId: `run-${round}-${i}`,
    quiz: { title: '', cities: 1e6, population: 1e9, dataVersion: '' },
  }),
);
for (const doc of docs) {
  await store.due.schedule(doc.roomId, 1000);
  tell({ kind: 'due', roomId: doc.roomId });
  await store.rooms.create(doc, doc.roomId);
}
for (let city = 1; ; city += 1) {
  await Promise.all(
    docs.map(async (doc) => {
      const guess = guessOf(doc, city % 4, [city], { guessId: `guess ${city}` });
      tell({ kind: 'guess', roomId: doc.roomId, guess, answer: await store.rooms.guess(guess) });
    }),
  );
  if (city % 20 !== 0) continue;
  const { roomId } = docs[city % docs.length]!;
  const record = (await store.rooms.read(roomId))!;
  const events = [{ type: 'hosted' as const, playerId: `p${city % 4}` }];
  const request = {
    doc: { ...record.doc, createdAt: city },
    version: record.version,
    events,
    at: record.now,
  };
  const result = await store.rooms.commit(roomId, request);
  if ('version' in result)
    tell({ kind: 'commit', roomId, version: result.version, seq: result.events[0]!.seq });
}
