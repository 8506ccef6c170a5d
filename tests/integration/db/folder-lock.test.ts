import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUse, lockFolder } from '../../../db/folder-lock/folder-lock.ts';
import { openDatabase } from '../../../db/postgres/open.ts';
import { createMemoryStore } from '../../../server/store/memory/store.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { canUnshare, follow, run, type Running } from '../../support/pid-namespace.ts';

const HOLDER = join(import.meta.dirname, 'lock-holder.ts');
const NEVER = 1e9;

let folder: string;
let started: Running[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-lock-'));
  started = [];
});
afterEach(async () => {
  for (const process of started) process.signal('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  rmSync(folder, { recursive: true });
});

const follows = (process: Running): Running => {
  started.push(process);
  return process;
};
const hold = (where: 'here' | 'elsewhere', name: string, patienceMs = 0, signMs = 50, silenceMs = 1500) =>
  follows(run(where, HOLDER, [folder, name, patienceMs, signMs, silenceMs].map(String)));
const take = (silenceMs: number, patienceMs = 0) =>
  lockFolder({
    path: join(folder, 'lock'),
    folder,
    patienceMs,
    onLost: () => undefined,
    signMs: 50,
    silenceMs,
  });
const writes = (): string[] => {
  const path = join(folder, 'writes');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
};

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20);
}

describe('the lock of a folder, in one PID namespace', () => {
  it('keeps everybody else out until it is released, and names its holder', async () => {
    const first = await take(NEVER);
    await expect(take(NEVER)).rejects.toThrow(FolderInUse);
    await expect(take(NEVER)).rejects.toThrow(`${folder} is in use by process ${process.pid} on host `);
    first.release();
    const second = await take(NEVER);
    expect(second.takenFromSilent).toBe(false);
    second.release();
    second.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for a holder that is going', async () => {
    const holder = hold('here', 'first');
    await holder.printed('held');
    const taking = take(NEVER, NEVER);
    writeFileSync(join(folder, 'release'), '');
    (await taking).release();
    expect(await holder.ended).toBe(0);
  });

  it('is taken at once from a process that was killed', async () => {
    const holder = hold('here', 'first', 0, 50, NEVER);
    await holder.printed('held');
    holder.signal('SIGKILL');
    await holder.ended;
    (await take(NEVER)).release();
  });

  it('is taken at once from a process that has ended and is still a zombie', async () => {
    const args = [process.execPath, '--import', 'tsx', HOLDER, folder, 'first', '0', '50', String(NEVER)];
    const parent = spawn('sh', ['-c', '"$@" & exec sleep 1000', 'sh', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const holder = follows(follow(parent));
    await holder.printed('held');
    const { pid } = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await until(() => /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')));
    (await take(NEVER)).release();
  });

  it('stays with a process that stands still', async () => {
    const holder = hold('here', 'first');
    await holder.printed('held');
    holder.signal('SIGSTOP');
    await expect(take(100, 500)).rejects.toThrow(FolderInUse);
    holder.signal('SIGCONT');
    const count = writes().length;
    await until(() => writes().length > count);
  });

  const lockOf = (text: object | string) =>
    writeFileSync(join(folder, 'lock'), typeof text === 'string' ? text : JSON.stringify(text));
  const ticksOf = (pid: number) =>
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19]!;

  it.each([
    ['nobody', '{"pi'],
    ['a process of another host', { token: 'x', pid: process.pid, host: 'elsewhere' }],
    ['a process of 0.1 that is not here', { pid: 2 ** 22 + 1, startTicks: '1' }],
    ['an earlier process of 0.1 with the number of this one', { pid: process.pid, startTicks: '1' }],
  ])('is taken when it is silent for long enough and names %s', async (_, text) => {
    lockOf(text);
    const lock = await take(200);
    expect(lock.takenFromSilent).toBe(true);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a running 0.1 is respected, however silent it is', async () => {
    lockOf({ pid: process.ppid, startTicks: ticksOf(process.ppid) });
    await expect(take(100, 500)).rejects.toThrow(`in use by process ${process.ppid}`);
    lockOf({ pid: process.ppid, host: 'here', started: ticksOf(process.ppid) });
    await expect(take(100, 500)).rejects.toThrow(FolderInUse);
  });
});

describe.runIf(canUnshare)('the lock of a folder, across PID namespaces', () => {
  it('is respected where the process table does not show its holder', async () => {
    const holder = hold('elsewhere', 'first');
    await holder.printed('held');
    const refused = await take(1500).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(FolderInUse);
    // Both are process 1 of their namespaces.
    const third = hold('elsewhere', 'third');
    await third.printed('in use: ');
    expect(third.output()).toContain('is in use by process 1 on host ');
    expect(await third.ended).toBe(0);
  });

  it('goes to one of several when its holder was killed', async () => {
    const holder = hold('elsewhere', 'first');
    await holder.printed('held');
    holder.signal('SIGKILL');
    await holder.ended;
    const rivals = [1, 2, 3].map((n) => hold(n % 2 ? 'elsewhere' : 'here', `rival ${n}`));
    await until(() => rivals.every((rival) => /^(held|in use)/m.test(rival.output())));
    expect(rivals.filter((rival) => rival.output().startsWith('held'))).toHaveLength(1);
    await until(() => writes().some((name) => name.startsWith('rival')));
    expect(new Set(writes().filter((name) => name.startsWith('rival'))).size).toBe(1);
  });

  it('is lost by a holder that stood still, which notices before it writes again', async () => {
    const holder = hold('elsewhere', 'first');
    await holder.printed('held');
    await until(() => writes().length > 0);
    holder.signal('SIGSTOP');
    const next = hold('elsewhere', 'next');
    await next.printed('held');
    await until(() => writes().includes('next'));
    holder.signal('SIGCONT');
    await holder.printed('lost: ');
    expect(holder.output()).toContain(`${folder} was taken by process 1 on host `);
    expect(await holder.ended).toBe(3);
    // A write that was under way when it was stopped ends after the stop: nobody can take that one back.
    const afterwards = writes().slice(writes().indexOf('next'));
    expect(afterwards.filter((name) => name === 'first').length).toBeLessThanOrEqual(1);
  });
});

describe.runIf(canUnshare)('the embedded stores on a folder that another container holds', () => {
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent };
  const openStore = () => createMemoryStore({ folder, clock: Date.now, log, durations: DURATIONS });

  it('the room store is refused, until its holder stands still: then that one writes nothing more', async () => {
    const holder = follows(run('elsewhere', join(import.meta.dirname, 'store-holder.ts'), [folder]));
    await holder.printed('held');
    await expect(openStore()).rejects.toThrow(FolderInUse);
    holder.signal('SIGSTOP');
    const store = await openStore();
    expect(await store.tokens.take('mine')).toBe('yes');
    holder.signal('SIGCONT');
    await holder.printed('lost: ');
    expect(await holder.ended).toBe(3);
    await store.tokens.put('ours', 'yes', NEVER);
    await store.close();
    const again = await openStore();
    expect(await again.tokens.take('mine')).toBeNull();
    expect(await again.tokens.take('ours')).toBe('yes');
    await again.close();
  });

  it('the database is refused, until its holder stands still: then that one ends', async () => {
    const holder = follows(
      run('elsewhere', join(import.meta.dirname, 'embedded-parent.ts'), [folder, 'when-it-answers']),
    );
    await holder.printed('answers');
    const reasons: unknown[] = [];
    const database = await openDatabase({
      url: null,
      dataDir: folder,
      log: {
        debug: silent,
        info: silent,
        warn: (fields) => reasons.push((fields as { reason?: string }).reason),
      },
    });
    await until(() => reasons.length > 0);
    expect(reasons[0]).toMatch(/postgres is in use by process \d+ on host /);
    expect(await database.state()).toBe('down');
    holder.signal('SIGSTOP');
    while ((await database.state()) !== 'embedded') await sleep(50);
    await database.players.note([{ playerId: 'p', name: 'Anna', seenAt: 1 }]);
    holder.signal('SIGCONT');
    await holder.printed('postgres was taken by process ');
    expect(await database.players.read('p')).toMatchObject({ name: 'Anna' });
    await database.close();
  });
});
