import type { Outbox } from '../room-store.ts';
import type { MemoryContext } from './context.ts';

export function createMemoryOutbox({ state, perform, settled }: MemoryContext): Outbox {
  const { outbox } = state;
  return {
    async pending(roomId) {
      const headers = [...outbox.values()]
        .map(({ header }) => header)
        .filter((header) => header.roomId === roomId);
      await settled();
      return headers;
    },
    async read(runId) {
      const header = outbox.get(runId)?.header ?? null;
      await settled();
      return header;
    },
    async saved(_roomId, runId) {
      if (outbox.has(runId)) perform(['saved', runId]);
      await settled();
    },
    async size() {
      await settled();
      return outbox.size;
    },
  };
}
