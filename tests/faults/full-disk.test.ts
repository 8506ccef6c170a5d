import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../server/store/memory/store.ts';
import { StoreUnavailable, type GuessRequest, type RoomStore } from '../../server/store/room-store.ts';
import { DURATIONS } from '../../shared/durations.ts';
import { createRoom, guessOf } from '../contract/rooms.ts';
import { onFreePort } from '../support/free-port.ts';
import { plainNames } from '../support/names.ts';
import { connectPlayer } from '../support/player.ts';
import { startNodeProcess } from '../support/process-node.ts';
import { canMount, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { until } from '../support/until.ts';
import { SECRET } from './world.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function smallDisk(bytes: number, folder?: string): SmallDisk {
  const disk = mountSmallDisk(bytes, folder);
  closing.push(() => disk.remove());
  return disk;
}

describe.runIf(canMount)('with its disk full', () => {
  it('the journal refuses what it cannot keep, goes on by itself, and has everything that it acknowledged', async () => {
    const disk = smallDisk(1_048_576);
    const lines: string[] = [];
    const tell = (_: object, message: string) => void lines.push(message);
    const open = (): Promise<RoomStore> =>
      createMemoryStore({
        folder: disk.folder,
        clock: Date.now,
        log: { info: () => undefined, warn: tell, error: tell },
        durations: DURATIONS,
        compactBytes: 30_000,
      });
    let store = await open();
    closing.push(() => store.close());
    const quiz = { title: '', cities: 1e6, population: 1e9, dataVersion: '' };
    const doc = await createRoom(store, 'claim', { quiz });
    const acknowledged: GuessRequest[] = [];
    let city = 0;
    async function guess(request = guessOf(doc, city % 4, [(city += 1)])): Promise<GuessRequest | null> {
      try {
        await store.rooms.guess(request);
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailable);
        return request;
      }
      acknowledged.push(request);
      return null;
    }
    const files = () => readdirSync(join(disk.folder, 'journal'));
    const snapshots = () => files().filter((name) => name.endsWith('.snapshot'));

    for (let round = 0; round < 3; round += 1) {
      for (let more = 0; more < 50; more += 1) await guess();
      disk.fill();
      const refused = await until(() => guess(), 'a guess is refused');
      await expect(store.ping()).rejects.toThrow(StoreUnavailable);
      await expect(store.rooms.read(doc.roomId)).rejects.toThrow(StoreUnavailable);
      await expect(store.rooms.guess(guessOf(doc, 0, [1]))).rejects.toThrow(StoreUnavailable);
      disk.free();
      await until(async () => (await guess(refused)) === null, 'it is taken when there is room');
      expect(lines.filter((line) => line === 'the journal cannot be written')).toHaveLength(round + 1);
    }

    // Always room for the journal, but not for a snapshot beside it.
    const before = snapshots();
    await until(async () => {
      disk.fill(16_384);
      for (let more = 0; more < 20; more += 1) await guess();
      return lines.includes('the journal cannot be compacted');
    }, 'a snapshot finds no room');
    await until(() => !files().some((name) => name.endsWith('.draft')), 'its draft is gone');
    disk.free();
    await until(async () => {
      for (let more = 0; more < 20; more += 1) await guess();
      return snapshots().some((name) => !before.includes(name));
    }, 'the next one is written');

    await store.close();
    lines.length = 0;
    store = await open();
    expect(lines, 'nothing is torn').toEqual([]);
    for (const request of acknowledged)
      expect(await store.rooms.guess(request)).toMatchObject({ outcome: 'found', repeated: true });
  });

  it('a node answers unavailable, says so, keeps its players, and loses nothing', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'cityrace-data-'));
    closing.push(() => rmSync(dataDir, { recursive: true, force: true }));
    mkdirSync(join(dataDir, 'rooms'));
    const disk = smallDisk(262_144, join(dataDir, 'rooms'));
    const env = { DATA_DIR: dataDir, SESSION_SECRET: SECRET };
    let node = await onFreePort((port) => startNodeProcess(env, port));
    closing.push(() => node.stop('SIGKILL'));
    const player = await connectPlayer({ urls: [node.url] });
    closing.push(() => player.close());
    const names = plainNames('FR', 400).map(({ text }) => text);
    const roomId = await player.create({ quiz: 'france', mode: 'solo' });
    for (const text of names.slice(0, 5)) await player.guess(text);
    disk.fill();
    let next = 5;
    await until(async () => {
      const text = names[next]!;
      const answer = await player.ask('guess', {
        roomId,
        guessId: `${player.playerId}:${text}`.slice(0, 64),
        text,
      });
      if (answer.ok) next += 1;
      else expect(answer.code).toBe('unavailable');
      return !answer.ok;
    }, 'a guess is refused');
    const ready = await fetch(`${node.url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([503, { redis: 'down' }]);
    expect((await fetch(`${node.url}/livez`)).status).toBe(200);
    disk.free();
    // The same guess again: it is taken, or was already.
    for (const text of names.slice(next, next + 10)) expect((await player.guess(text)).ok).toBe(true);
    expect(player.reconnects, 'nobody was sent away').toBe(0);
    expect(node.log.filter((line) => line.includes('"the journal cannot be written"'))).toHaveLength(1);
    expect(node.log.filter((line) => line.includes('"the journal is written again"'))).toHaveLength(1);
    await node.stop('SIGKILL');
    node = await startNodeProcess(env, node.port);
    await until(
      async () => (await player.join(roomId).catch(() => null))?.foundCount === next + 10,
      'every find',
    );
  });
});
