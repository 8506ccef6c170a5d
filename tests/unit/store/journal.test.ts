import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FolderInUse } from '../../../db/folder-lock/folder-lock.ts';
import { encodeFrame, readFrames } from '../../../server/store/memory/frames.ts';
import { createJournal } from '../../../server/store/memory/journal.ts';
import { createMemoryStore } from '../../../server/store/memory/store.ts';
import { StoreUnavailable, type RoomStore } from '../../../server/store/room-store.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { asFound, createRoom, docOf, guessOf } from '../../contract/rooms.ts';
import { until } from '../../support/until.ts';

const warnings: string[] = [];
const log = {
  info: () => undefined,
  warn: (_: object, message: string) => warnings.push(message),
  error: (_: object, message: string) => warnings.push(message),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-journal-'));
  warnings.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const open = (compactBytes?: number): Promise<RoomStore> =>
  createMemoryStore({
    folder,
    clock: Date.now,
    log,
    durations: DURATIONS,
    ...(compactBytes === undefined ? {} : { compactBytes }),
  });
const files = () => readdirSync(join(folder, 'journal')).sort();
const journal = () => join(folder, 'journal', '00000001.journal');

describe('a frame', () => {
  it.each([[['7']], [['1', '["due","A",null]']], [['été 🗺️', 'x'.repeat(70_000)]]])(
    'is read as it was written',
    (lines) => {
      const seen: string[][] = [];
      const file = Buffer.concat([encodeFrame(lines), encodeFrame(['next'])]);
      expect(readFrames(file, (frame) => seen.push(frame))).toBe(file.length);
      expect(seen).toEqual([lines, ['next']]);
    },
  );

  it('that is cut off or damaged ends the reading before it', () => {
    const [first, second] = [encodeFrame(['one']), encodeFrame(['two'])];
    const file = Buffer.concat([first, second]);
    const seen: string[][] = [];
    for (let length = first.length; length < file.length; length += 1)
      expect(readFrames(file.subarray(0, length), () => undefined)).toBe(first.length);
    file[first.length + 9]! ^= 1;
    expect(readFrames(file, (frame) => seen.push(frame))).toBe(first.length);
    expect(seen).toEqual([['one']]);
  });
});

describe('a journal', () => {
  it('goes on after a write that a kill cut off, and keeps what was cut', async () => {
    const store = await open();
    const doc = await createRoom(store, 'solo');
    asFound(await store.rooms.guess(guessOf(doc, 0, [1])));
    await store.close();
    const whole = readFileSync(journal()).length;
    appendFileSync(journal(), encodeFrame(['9', '["remove","x"]']).subarray(0, 15));
    const second = await open();
    expect(warnings).toEqual(['cut an unfinished write off the journal']);
    expect(readFileSync(`${journal()}.${String(whole).padStart(10, '0')}.cut`)).toHaveLength(15);
    expect(readFileSync(journal())).toHaveLength(whole);
    asFound(await second.rooms.guess(guessOf(doc, 0, [2])));
    await second.close();
    const third = await open();
    expect(await third.rooms.read(doc.roomId)).toMatchObject({ seq: 2, foundCount: 2 });
    await third.close();
  });

  it('of an earlier release is read with the ids that its cities have now, again and again', async () => {
    const store = await open();
    const doc = await createRoom(store, 'solo');
    asFound(await store.rooms.guess(guessOf(doc, 0, [2 ** 31 + 1])));
    await store.close();
    for (const count of [1, 2]) {
      const later = await createMemoryStore({
        folder,
        clock: Date.now,
        log,
        durations: DURATIONS,
        currentId: (id) => (id === 2 ** 31 + 1 ? 42 : id),
      });
      expect(await later.rooms.guess(guessOf(doc, 0, [42]))).toMatchObject({ outcome: 'already' });
      asFound(await later.rooms.guess(guessOf(doc, 0, [count])));
      const finds = await later.rooms.findsFrom(doc.roomId, doc.runId, 0, 10);
      expect(finds.map(({ cityId }) => cityId)).toEqual([42, 1, 2].slice(0, count + 1));
      await later.close();
    }
  });

  it('writes the entries of a turn as one frame', async () => {
    const store = await open();
    const doc = await createRoom(store, 'solo');
    await Promise.all([1, 2, 3].map((city) => store.rooms.guess(guessOf(doc, 0, [city]))));
    await store.close();
    const frames: string[][] = [];
    readFrames(readFileSync(journal()), (lines) => frames.push(lines));
    expect(frames.map((lines) => [lines[0], lines.length - 1])).toEqual([
      ['1', 1],
      ['2', 3],
    ]);
  });

  it('becomes a snapshot while the game goes on, and nothing is lost', async () => {
    const store = await open(50_000);
    const docs = await Promise.all(Array.from({ length: 40 }, () => createRoom(store, 'claim')));
    const player = 'somebody';
    for (let city = 1; city <= 40; city += 1) {
      await Promise.all(docs.map((doc) => store.rooms.guess(guessOf(doc, city % 4, [city]))));
      // Rooms come and go while snapshots are written.
      const passing = await createRoom(store, 'solo');
      await store.rooms.noteSeat(player, passing.roomId);
      await store.due.schedule(passing.roomId, 1000 + city);
      if (city % 2 === 0) await store.rooms.remove(passing.roomId);
    }
    const told = async (from: RoomStore) => {
      const rooms = await Promise.all(docs.map(({ roomId }) => from.rooms.dump(roomId)));
      const events = await Promise.all(docs.map(({ roomId }) => from.rooms.events(roomId, 10, 500)));
      const passed = await from.rooms.roomsOf(player);
      const still = await Promise.all(passed.map(async (id) => (await from.rooms.read(id)) !== null));
      return { rooms, events, passed, still };
    };
    const before = await told(store);
    await vi.waitFor(() => {
      expect(files().some((name) => name.endsWith('.snapshot'))).toBe(true);
      expect(files()).not.toContain('00000001.journal');
    });
    await store.close();
    const again = await open();
    expect(await told(again)).toEqual(before);
    expect(await again.due.claim(100, 1000)).toHaveLength(40);
    await again.close();
  });

  it('on a full disk refuses what it cannot keep', async () => {
    symlinkSync('/dev/full', join(folder, '00000001.journal'));
    const full = createJournal({
      folder,
      generation: 1,
      bytes: 0,
      assertHeld: () => undefined,
      fsyncMs: 60_000,
      log,
      onWritten: () => undefined,
    });
    full.append(1, '["remove","x"]');
    await expect(full.settled()).rejects.toThrow(StoreUnavailable);
    expect(() => {
      full.assertWritable();
    }).toThrow(StoreUnavailable);
    await expect(full.settled()).rejects.toThrow(StoreUnavailable);
    expect(full.rotate()).toBeNull();
    expect(warnings).toEqual(['the journal cannot be written']);
    // A device cannot be synced: what matters is that closing says so and ends the retries.
    expect(() => {
      full.close();
    }).toThrow();
  });

  it('stays as it is where a new one cannot be begun, and is compacted when that can be', async () => {
    const store = await open(20_000);
    const quiz = { title: '', cities: 100_000, population: 1, dataVersion: '' };
    const doc = await createRoom(store, 'claim', { quiz });
    const blocked = join(folder, 'journal', '00000002.journal');
    mkdirSync(blocked);
    let city = 0;
    const find = async (): Promise<void> => {
      city += 1;
      asFound(await store.rooms.guess(guessOf(doc, 0, [city])));
    };
    while (warnings.length === 0) await find();
    for (let more = 0; more < 20; more += 1) await find();
    expect(warnings).toEqual(['the journal cannot be compacted']);
    // What a kill at this moment would leave.
    const left = join(folder, 'left');
    const filter = (path: string): boolean => path !== blocked;
    cpSync(join(folder, 'journal'), join(left, 'journal'), { recursive: true, filter });
    const killed = await createMemoryStore({ folder: left, clock: Date.now, log, durations: DURATIONS });
    expect(await killed.rooms.read(doc.roomId)).toMatchObject({ foundCount: city, seq: city });
    await killed.close();
    rmdirSync(blocked);
    await until(async () => {
      for (let more = 0; more < 20; more += 1) await find();
      return files().some((name) => name.endsWith('.snapshot'));
    }, 'a snapshot');
    await store.close();
    const again = await open();
    expect(await again.rooms.read(doc.roomId)).toMatchObject({ foundCount: city, seq: city });
    await again.close();
    expect(warnings).toHaveLength(1);
  });

  it('refuses a commit of which it knows no room, and goes on', async () => {
    const store = await open();
    const doc = docOf('race', store.now());
    expect(await store.rooms.commit(doc.roomId, { doc, version: 1, events: [], at: 1 })).toEqual({
      conflict: true,
    });
    await store.close();
    const again = await open();
    expect(await again.rooms.read(doc.roomId)).toBeNull();
    await again.close();
  });
});

it('keeps a second store out of its folder until it is closed', async () => {
  const store = await open();
  const second = open();
  await expect(second).rejects.toThrow(FolderInUse);
  await expect(second).rejects.toThrow(`${folder} is in use by process ${process.pid}`);
  await store.close();
  await (await open()).close();
});

it('writes nothing more once its folder is lost, and says so', async () => {
  const lost: Error[] = [];
  const store = await createMemoryStore({
    folder,
    clock: Date.now,
    log,
    durations: DURATIONS,
    onFolderLost: (error) => lost.push(error),
  });
  const doc = await createRoom(store, 'solo');
  const whole = readFileSync(journal()).length;
  // Another takes the folder while this process stands still: its clocks tell that, and nothing else.
  rmSync(join(folder, 'lock'));
  writeFileSync(join(folder, 'lock'), JSON.stringify({ token: 'another', pid: 7, host: 'elsewhere' }));
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 20_000);
  await expect(store.rooms.guess(guessOf(doc, 0, [1]))).rejects.toThrow(StoreUnavailable);
  await expect(store.rooms.guess(guessOf(doc, 0, [1]))).rejects.toThrow(StoreUnavailable);
  vi.restoreAllMocks();
  expect(lost.map(({ message }) => message)).toEqual([
    expect.stringMatching(/was taken by process 7 on host elsewhere while this process/),
  ]);
  expect(readFileSync(journal())).toHaveLength(whole);
  await store.close();
  // The lock of whoever has it now stays.
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain('another');
});
