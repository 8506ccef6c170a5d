import { readFileSync } from 'node:fs';
import type { RunRecord } from './run-record.ts';

/** Reads a JSON report. Throws a `RangeError` for one of another format: its figures would be compared under wrong names. */
export function readRecord(file: string): RunRecord {
  const record = JSON.parse(readFileSync(file, 'utf8')) as { format?: unknown };
  if (record.format !== 3) {
    throw new RangeError(`${file} has format ${String(record.format)}, not 3: another version wrote it`);
  }
  return record as RunRecord;
}
