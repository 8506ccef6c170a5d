import { createMemoryStore } from '../../../server/store/memory/store.ts';
import { DURATIONS } from '../../../shared/durations.ts';

/** A server that is only its room store: adds an entry to the journal every 20 ms, and ends with code 3 when it may not. */
const silent = () => undefined;
const store = await createMemoryStore({
  folder: process.argv[2]!,
  clock: Date.now,
  log: { info: silent, warn: silent, error: silent },
  durations: DURATIONS,
  onFolderLost(error) {
    process.stdout.write(`lost: ${error.message}\n`);
  },
});
await store.tokens.put('mine', 'yes', 1e9);
process.stdout.write('held\n');
for (let count = 1; ; count += 1) {
  await store.tokens.put(`token ${count % 7}`, String(count), 1e9).catch(() => process.exit(3));
  await new Promise((resolve) => setTimeout(resolve, 20));
}
