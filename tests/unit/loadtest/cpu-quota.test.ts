import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createQuotaGroup } from '../../../loadtest/nodes/cpu-quota.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-quota-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A system with one mount of control groups, where this process is in group `own`, as /proc tells it. */
function systemWith(mount: string, membership: string, groups: string[]): string {
  mkdirSync(join(folder, 'proc/self'), { recursive: true });
  writeFileSync(join(folder, 'proc/self/mounts'), `tmpfs /tmp tmpfs rw 0 0\n${mount}\n`);
  writeFileSync(join(folder, 'proc/self/cgroup'), `4:memory:/elsewhere\n${membership}\n`);
  for (const group of groups) {
    mkdirSync(join(folder, group), { recursive: true });
    writeFileSync(join(folder, group, 'cgroup.procs'), '');
  }
  return join(folder, 'proc');
}

function madeIn(group: string): string {
  const name = readdirSync(join(folder, group)).find((entry) => entry.startsWith('cityrace-load-'));
  return join(folder, group, name ?? 'nothing');
}

test('version 1: sets period and quota below the own group, and adds processes', () => {
  const proc = systemWith(`cgroup ${folder}/cpu cgroup rw,cpu,cpuacct 0 0`, '1:cpu,cpuacct:/own', [
    'cpu/own',
  ]);
  const group = createQuotaGroup(0.3, proc)!;
  const made = madeIn('cpu/own');
  expect(readFileSync(join(made, 'cpu.cfs_period_us'), 'utf8')).toBe('10000');
  expect(readFileSync(join(made, 'cpu.cfs_quota_us'), 'utf8')).toBe('3000');
  group.add(42);
  expect(readFileSync(join(made, 'cgroup.procs'), 'utf8')).toBe('42');
  expect(group.kind).toContain('version 1');
});

test('a small share gets a longer period: the kernel grants no less than a millisecond', () => {
  const proc = systemWith(`cgroup ${folder}/cpu cgroup rw,cpu 0 0`, '1:cpu:/', ['cpu']);
  createQuotaGroup(0.05, proc);
  expect(readFileSync(join(madeIn('cpu'), 'cpu.cfs_quota_us'), 'utf8')).toBe('1000');
  expect(readFileSync(join(madeIn('cpu'), 'cpu.cfs_period_us'), 'utf8')).toBe('20000');
});

test('version 2: asks the parent for the controller and sets both in one file', () => {
  const proc = systemWith(`cgroup2 ${folder}/all cgroup2 rw 0 0`, '0::/own', ['all', 'all/own']);
  const group = createQuotaGroup(0.25, proc)!;
  expect(readFileSync(join(madeIn('all/own'), 'cpu.max'), 'utf8')).toBe('2500 10000');
  expect(readFileSync(join(folder, 'all/own/cgroup.subtree_control'), 'utf8')).toBe('+cpu');
  expect(group.kind).toContain('version 2');
});

test('version 2: a group beside the own one where none may be made below it', () => {
  const proc = systemWith(`cgroup2 ${folder}/all cgroup2 rw 0 0`, '0::/own', ['all', 'all/own']);
  // Refuses what is written to it, as a group that holds processes does.
  mkdirSync(join(folder, 'all/own/cgroup.subtree_control'));
  expect(createQuotaGroup(0.25, proc)).toBeDefined();
  expect(existsSync(join(madeIn('all'), 'cpu.max'))).toBe(true);
  expect(existsSync(madeIn('all/own'))).toBe(false);
});

test('nothing is made where there are no control groups', () => {
  const proc = systemWith(`cgroup ${folder}/memory cgroup rw,memory 0 0`, '1:cpu:/', ['memory']);
  expect(createQuotaGroup(0.3, proc)).toBeUndefined();
  const without = systemWith(`cgroup2 ${folder}/gone cgroup2 rw 0 0`, '0::/own', []);
  expect(createQuotaGroup(0.3, without)).toBeUndefined();
});
