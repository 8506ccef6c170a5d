import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeFrame, readFrames } from '../../../server/store/memory/frames.ts';
import { forgetBefore } from '../../../server/store/memory/generations.ts';
import { createMemoryStore } from '../../../server/store/memory/store.ts';
import type { RoomStore } from '../../../server/store/room-store.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { asFound, createRoom, guessOf } from '../../contract/rooms.ts';

interface Line {
  level: 'warn' | 'error';
  details: Record<string, unknown>;
  message: string;
}

const lines: Line[] = [];
const line = (level: Line['level']) => (details: object, message: string) => {
  lines.push({ level, details: details as Line['details'], message });
};
const log = { info: () => undefined, warn: line('warn'), error: line('error') };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-damage-'));
  lines.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const NEVER = 1e9;
const open = (compactBytes = NEVER): Promise<RoomStore> =>
  createMemoryStore({ folder, clock: Date.now, log, durations: DURATIONS, compactBytes });
const inJournal = (name: string) => join(folder, 'journal', name);
const file = (generation: number, kind = 'journal') => inJournal(`0000000${generation}.${kind}`);
const aside = (n = 1) => readdirSync(inJournal(`damaged-${n}`)).sort();

/** Cities that are named one a turn in the same room, so that a journal's frames and the room's finds count each other. */
async function name(store: RoomStore, doc: Awaited<ReturnType<typeof createRoom>>, cities: number[]) {
  for (const city of cities) asFound(await store.rooms.guess(guessOf(doc, 0, [city])));
}

function offsets(path: string): number[] {
  const found: number[] = [];
  readFrames(readFileSync(path), (_, offset) => found.push(offset));
  return found;
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}

/** Moves the frames from `frame` on into the next generation, as a compaction that was cut short leaves it. */
function split(generation: number, frame: number): void {
  const bytes = readFileSync(file(generation));
  const at = offsets(file(generation))[frame]!;
  writeFileSync(file(generation), bytes.subarray(0, at));
  writeFileSync(file(generation + 1), bytes.subarray(at));
}

/** A room with finds 1 to 9 in three journals: entries 1–4 (with the room's own), 5–7, 8–10. */
async function threeGenerations() {
  const store = await open();
  const doc = await createRoom(store, 'solo');
  await name(store, doc, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await store.close();
  split(1, 4);
  split(2, 3);
  return doc;
}

const foundIn = async (store: RoomStore, roomId: string) => (await store.rooms.read(roomId))?.foundCount;

describe('a damaged journal', () => {
  it('whose generations are whole is read as one', async () => {
    const doc = await threeGenerations();
    const store = await open();
    expect(await foundIn(store, doc.roomId)).toBe(9);
    expect(lines).toEqual([]);
    await store.close();
  });

  const replaceFrame = (path: string, frame: number, text: string[]) => {
    const bytes = readFileSync(path);
    const [at, end] = [offsets(path)[frame]!, offsets(path)[frame + 1]!];
    writeFileSync(path, Buffer.concat([bytes.subarray(0, at), encodeFrame(text), bytes.subarray(end)]));
  };

  it.each([
    ['a flipped bit in the middle', () => flip(file(2), offsets(file(2))[1]! + 12)],
    [
      'the end of a middle generation cut off',
      () => writeFileSync(file(2), readFileSync(file(2)).subarray(0, offsets(file(2))[1]! + 20)),
    ],
    ['an entry that is no JSON', () => replaceFrame(file(2), 1, ['6', '["guess",'])],
    ['an entry of a kind of the future', () => replaceFrame(file(2), 1, ['6', '["paint","blue"]'])],
    ['an entry that cannot be applied', () => replaceFrame(file(2), 1, ['6', '["create",null,"k",1]'])],
    ['a number that does not follow', () => replaceFrame(file(2), 1, ['7', '["take","x"]'])],
    ['a number that was before', () => replaceFrame(file(2), 1, ['5', '["take","x"]'])],
  ])('is used up to the damage, with all behind it set aside: %s', async (_, damage) => {
    const doc = await threeGenerations();
    damage();
    const [damaged, later] = [readFileSync(file(2)), readFileSync(file(3))];
    const store = await open();
    expect(await foundIn(store, doc.roomId)).toBe(4);
    expect(lines).toEqual([
      {
        level: 'error',
        message: expect.stringContaining('the journal is damaged') as string,
        details: expect.objectContaining({
          path: file(2),
          entriesUsed: 5,
          files: ['00000002.journal', '00000003.journal'],
        }) as Line['details'],
      },
    ]);
    expect(readFileSync(inJournal('damaged-1/00000002.journal'))).toEqual(damaged);
    expect(readFileSync(inJournal('damaged-1/00000003.journal'))).toEqual(later);
    // And the game goes on from there, also over the next start.
    await name(store, doc, [20, 21]);
    await store.close();
    const again = await open();
    expect(await foundIn(again, doc.roomId)).toBe(6);
    expect(lines).toHaveLength(1);
    await again.close();
  });

  it('that lacks a generation in the middle is used up to the hole', async () => {
    const doc = await threeGenerations();
    rmSync(file(2));
    const store = await open();
    expect(await foundIn(store, doc.roomId)).toBe(3);
    expect(lines.map(({ details }) => details)).toEqual([
      expect.objectContaining({ reason: 'entry 8 does not follow entry 4', entriesUsed: 4 }),
    ]);
    expect(aside()).toEqual(['00000003.journal']);
    await store.close();
  });

  it('that lacks its beginning is not used at all', async () => {
    const doc = await threeGenerations();
    rmSync(file(1));
    const store = await open();
    expect(await store.rooms.read(doc.roomId)).toBeNull();
    expect(aside()).toEqual(['00000002.journal', '00000003.journal']);
    const next = await createRoom(store, 'solo');
    await store.close();
    const again = await open();
    expect(await again.rooms.read(next.roomId)).not.toBeNull();
    expect(lines).toHaveLength(1);
    await again.close();
  });

  it('keeps what was set aside through compactions and further damage', async () => {
    const doc = await threeGenerations();
    flip(file(2), offsets(file(2))[1]! + 12);
    await (await open()).close();
    const store = await open(1);
    await name(store, doc, [20]);
    await vi.waitFor(() => {
      expect(existsSync(file(3, 'snapshot'))).toBe(true);
      expect(existsSync(file(1))).toBe(false);
    });
    await store.close();
    forgetBefore(join(folder, 'journal'), 1000);
    expect(aside()).toEqual(['00000002.journal', '00000003.journal']);
    writeFileSync(file(7), encodeFrame(['900', '["take","x"]']));
    await (await open()).close();
    expect(aside()).toEqual(['00000002.journal', '00000003.journal']);
    expect(aside(2)).toEqual(['00000007.journal']);
  });

  it('with frames behind a torn one in the newest generation is damage, and no unfinished write', async () => {
    const doc = await threeGenerations();
    flip(file(3), offsets(file(3))[1]! + 12);
    const store = await open();
    expect(await foundIn(store, doc.roomId)).toBe(7);
    expect(lines.map(({ level }) => level)).toEqual(['error']);
    expect(aside()).toEqual(['00000003.journal']);
    await store.close();
  });
});

describe('an unfinished write', () => {
  it.each([
    ['a part of a frame', encodeFrame(['11', '["take","x"]']).subarray(0, 15)],
    ['zeros', Buffer.alloc(4096)],
  ])('at the very end is normal: %s', async (_, tail) => {
    const doc = await threeGenerations();
    writeFileSync(file(3), Buffer.concat([readFileSync(file(3)), tail]));
    const store = await open();
    expect(await foundIn(store, doc.roomId)).toBe(9);
    expect(lines.map(({ level }) => level)).toEqual(['warn']);
    await store.close();
  });

  it('is kept aside, of many the newest five', async () => {
    const doc = await threeGenerations();
    for (let round = 0; round < 7; round += 1) {
      writeFileSync(file(3), Buffer.concat([readFileSync(file(3)), Buffer.from([round])]));
      const store = await open();
      await name(store, doc, [100 + round]);
      await store.close();
    }
    const cuts = readdirSync(join(folder, 'journal')).filter((name) => name.endsWith('.cut'));
    expect(cuts.sort().map((name) => readFileSync(inJournal(name))[0])).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('a damaged snapshot', () => {
  async function compacted() {
    const store = await open(1);
    const doc = await createRoom(store, 'solo');
    await name(store, doc, [1, 2, 3]);
    await vi.waitFor(() => {
      expect(readdirSync(join(folder, 'journal')).some((name) => name.endsWith('.snapshot'))).toBe(true);
    });
    await store.close();
    const newest = readdirSync(join(folder, 'journal')).sort().at(-1)!;
    return { doc, newest: inJournal(newest), generation: Number.parseInt(newest, 10) };
  }

  it.each([
    ['cut off', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, -3))],
    ['a flipped bit', (path: string) => flip(path, 12)],
    ['no end', (path: string) => writeFileSync(path, encodeFrame(['["due","A",1]']))],
    ['nothing', (path: string) => writeFileSync(path, '')],
    ['no JSON', (path: string) => writeFileSync(path, encodeFrame(['["end"']))],
  ])(
    'with nothing before it is set aside with its journals, and the store starts empty: %s',
    async (_, damage) => {
      const { doc, newest } = await compacted();
      damage(newest);
      const store = await open();
      expect(await store.rooms.read(doc.roomId)).toBeNull();
      expect(
        lines.filter(({ level }) => level === 'error').map(({ details }) => details['entriesUsed']),
      ).toEqual([0]);
      expect(aside().some((name) => name.endsWith('.snapshot'))).toBe(true);
      const next = await createRoom(store, 'solo');
      await store.close();
      const again = await open();
      expect(await again.rooms.read(next.roomId)).not.toBeNull();
      await again.close();
    },
  );

  it('is replaced by the journals that it was made from, where they are still there', async () => {
    const doc = await threeGenerations();
    writeFileSync(file(3, 'snapshot'), 'not a snapshot');
    const store = await open();
    expect(await foundIn(store, doc.roomId)).toBe(9);
    expect(lines.map(({ details }) => details)).toEqual([
      expect.objectContaining({
        reason: 'a snapshot is damaged',
        entriesUsed: 10,
        files: ['00000003.snapshot'],
      }),
    ]);
    await store.close();
  });

  it('may be newer than what is left of its journal, which goes on after it', async () => {
    const { doc, generation } = await compacted();
    // As a power cut may leave it: the snapshot reached the disk, the journal did not.
    writeFileSync(file(generation), '');
    const store = await open();
    const found = (await foundIn(store, doc.roomId))!;
    await name(store, doc, [50]);
    await store.close();
    const again = await open();
    expect(await foundIn(again, doc.roomId)).toBe(found + 1);
    expect(lines).toEqual([]);
    await again.close();
  });

  it('without its journal is used, and the journals behind the hole are not', async () => {
    const { doc, generation } = await compacted();
    rmSync(file(generation));
    writeFileSync(file(generation + 1), encodeFrame(['900', '["take","x"]']));
    const store = await open();
    expect(await store.rooms.read(doc.roomId)).not.toBeNull();
    expect(lines.map(({ details }) => details)).toEqual([
      expect.objectContaining({ reason: `journal ${generation} is missing` }),
    ]);
    await store.close();
  });
});
