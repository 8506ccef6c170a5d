import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../server/store/memory/store.ts';
import type { RoomStore } from '../../server/store/room-store.ts';
import { DURATIONS } from '../../shared/durations.ts';
import { seededRandom } from '../support/names.ts';
import type { Promised } from './journal-writer.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const ROUNDS = 20;
const WRITER = join(import.meta.dirname, 'journal-writer.ts');
const NEWLINE = 10;
const silent = () => undefined;

/** Lets a writer play until it has been promised so many steps, and kills it in the midst of the next. */
function playUntilKilled(folder: string, round: number, count: number): Promise<Promised[]> {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', WRITER, folder, String(round)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    let lines = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      lines += chunk.filter((byte) => byte === NEWLINE).length;
      if (lines >= count) child.kill('SIGKILL');
    });
    child.once('close', (_, signal) => {
      if (signal !== 'SIGKILL') {
        reject(new Error(`the writer ended by itself: ${complaint}`));
        return;
      }
      // The kill may have cut the last line.
      const whole = output.slice(0, output.lastIndexOf('\n')).split('\n');
      resolve(whole.map((line) => JSON.parse(line) as Promised));
    });
  });
}

/** Which of the promises the store has not kept: guesses by their answers, commits and due rooms by themselves. */
async function brokenBy(store: RoomStore, promised: readonly Promised[]): Promise<Promised[]> {
  const due = new Set((await store.due.claim(10_000, 1)).map(({ roomId }) => roomId));
  const broken: Promised[] = [];
  for (const promise of promised) if (!(await isKept(store, promise, due))) broken.push(promise);
  return broken;
}

async function isKept(store: RoomStore, promise: Promised, due: ReadonlySet<string>): Promise<boolean> {
  const { roomId } = promise;
  switch (promise.kind) {
    case 'due':
      return due.has(roomId);
    case 'commit': {
      const record = await store.rooms.read(roomId);
      return record !== null && record.version >= promise.version && record.seq >= promise.seq;
    }
    case 'guess':
      return isDeepStrictEqual(await store.rooms.guess(promise.guess), { ...promise.answer, repeated: true });
  }
}

it(`nothing acknowledged is lost by ${ROUNDS} kill -9 at random moments (SEED=${SEED})`, async () => {
  const random = seededRandom(SEED);
  const folder = await mkdtemp(join(tmpdir(), 'cityrace-kill-'));
  try {
    const promised: Promised[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const news = await playUntilKilled(folder, round, 1 + Math.floor(random() * 500));
      promised.push(...news);
      const store = await createMemoryStore({
        folder,
        clock: Date.now,
        log: { info: silent, warn: silent, error: silent },
        durations: DURATIONS,
      });
      // Everything once more at the end: what an earlier round promised, no later one may have broken.
      expect(await brokenBy(store, round === ROUNDS - 1 ? promised : news)).toEqual([]);
      await store.close();
    }
    expect(promised.filter(({ kind }) => kind === 'guess').length).toBeGreaterThan(ROUNDS);
  } finally {
    await rm(folder, { recursive: true });
  }
});
