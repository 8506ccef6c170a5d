import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../../loadtest/report/read-record.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(record: object): string {
  const file = join(folder, 'load.json');
  writeFileSync(file, JSON.stringify(record));
  return file;
}

test('reads a report of this format', () => {
  expect(readRecord(fileWith({ format: 3, title: 'Load' })).title).toBe('Load');
});

test.each([{ format: 2 }, {}])('refuses a report of another format: %j', (record) => {
  expect(() => readRecord(fileWith(record))).toThrow(RangeError);
});
