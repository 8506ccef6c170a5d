import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import {
  createScriptConnection,
  type OpenScriptConnection,
} from '../../server/fast-path/script-connection.ts';
import { createMemoryStore } from '../../server/store/memory/store.ts';
import { createRedisStore } from '../../server/store/redis/store.ts';
import type { RoomStore, StoreLog } from '../../server/store/room-store.ts';
import { DURATIONS } from '../../shared/durations.ts';
import { startCluster, startRedis } from '../support/redis.ts';

/** The node that every store of the suite is. */
export const NODE = 'here';

/** One implementation under test. */
export interface Backend {
  /** The store that a test writes to. */
  store(): RoomStore;
  /** The same rooms as a process sees them that starts now: a store reopened on its journal, or another node. */
  again(): Promise<RoomStore>;
}

interface Opened extends Backend {
  close(): Promise<void>;
}

const SILENT: StoreLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

const BACKENDS: Record<string, () => Promise<Opened>> = {
  'in the process': openMemory,
  'in the process, reopened on its journal': openJournalled,
  'one Redis': openRedis,
  'one Redis, guesses by their own connection': openRedisWithGuesses,
  'a cluster of three': openClustered,
};

/** Runs a suite over every implementation. */
export function describeStores(title: string, suite: (backend: Backend) => void): void {
  describe.each(Object.entries(BACKENDS))(`${title}, %s`, (_, open) => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened.close();
    });
    suite({ store: () => opened.store(), again: () => opened.again() });
  });
}

const memoryOptions = (folder: string | null) => ({
  folder,
  clock: Date.now,
  log: SILENT,
  durations: DURATIONS,
});

export async function openMemory(): Promise<Opened> {
  const store = await createMemoryStore(memoryOptions(null));
  return { store: () => store, again: () => Promise.resolve(store), close: () => store.close() };
}

async function openJournalled(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'cityrace-store-'));
  // Small enough that the suite passes through several snapshots.
  const open = () => createMemoryStore({ ...memoryOptions(folder), compactBytes: 20_000 });
  let store = await open();
  return {
    store: () => store,
    async again() {
      await store.close();
      store = await open();
      return store;
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export async function openRedis(): Promise<Opened & { url: string }> {
  const server = await startRedis();
  return { url: server.url, ...(await overRedis([server.url], () => server.remove())) };
}

async function openRedisWithGuesses(): Promise<Opened> {
  const server = await startRedis();
  return overRedis([server.url], () => server.remove(), createScriptConnection);
}

async function openClustered(): Promise<Opened> {
  const cluster = await startCluster();
  return overRedis(cluster.urls, () => cluster.remove());
}

async function overRedis(
  urls: string[],
  remove: () => Promise<void>,
  openScript?: OpenScriptConnection,
): Promise<Opened> {
  const options = { urls, clock: Date.now, log: SILENT, durations: DURATIONS, openScript };
  const [store, other] = await Promise.all(
    [NODE, 'there'].map((nodeId) => createRedisStore({ ...options, nodeId })),
  );
  return {
    store: () => store!,
    again: () => Promise.resolve(other!),
    async close() {
      await Promise.all([store!.close(), other!.close()]);
      await remove();
    },
  };
}
