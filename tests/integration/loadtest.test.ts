import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunRecord } from '../../loadtest/report/run-record.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as a user does, against a server that it starts itself. */
async function load(...args: string[]): Promise<RunRecord> {
  const command = ['--import', 'tsx', 'loadtest/load.ts', '--report', folder, '--warm-up', '1', ...args];
  await promisify(execFile)(process.execPath, command);
  const file = readdirSync(folder).find((name) => name.endsWith('.json'))!;
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as RunRecord;
}

const CLEAN = {
  indeterminate: 0,
  undelivered: 0,
  gaps: 0,
  duplicates: 0,
  lost: 0,
  torn: 0,
  unexpected: 0,
  unreadable: 0,
};

test('twenty players race: every guess is credited, every event arrives, the rooms hold just that', async () => {
  const { all, audit } = await load('--players', '20', '--rate', '60', '--seconds', '2', '--mode', 'race');
  expect(all.sent).toBeGreaterThan(60);
  expect(all).toMatchObject({ answered: all.sent, accepted: all.sent, errors: 0 });
  expect(audit).toMatchObject({
    ...CLEAN,
    rooms: 5,
    acknowledged: all.sent,
    expected: all.sent * 3,
    delivered: all.sent * 3,
  });
});

test('players of a claim room share its cities, and spectators see every find', async () => {
  const { all, audit } = await load(
    ...['--players', '8', '--spectators', '2', '--rate', '60', '--seconds', '2', '--mode', 'claim'],
  );
  expect(all).toMatchObject({ answered: all.sent, accepted: all.sent, errors: 0 });
  expect(audit).toMatchObject({ ...CLEAN, expected: all.sent * 5, delivered: all.sent * 5 });
});

test('people at their own pace miss, repeat and slip, and nothing they named is lost', async () => {
  const { all, audit } = await load(
    ...['--players', '12', '--rooms-of', '1', '--mode', 'solo', '--human', '--rate', '60', '--seconds', '3'],
  );
  expect(all.outcomes).toMatchObject({ found: all.accepted, unknown: expect.any(Number) as number });
  expect(audit).toMatchObject({ ...CLEAN, acknowledged: all.accepted });
});
