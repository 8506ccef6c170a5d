import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManifest } from '../../db/atlas/gazetteer/artefact.ts';
import { ARTEFACT, buildGazetteer } from '../../db/atlas/gazetteer/build.ts';
import { loadGazetteer } from '../../db/atlas/gazetteer/load.ts';
import { unpackArtefact } from '../../db/atlas/gazetteer/unpack.ts';

const MINUTES = 60_000;

describe('the gazetteer', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it(
    'is what the build makes of its sources',
    () => {
      const { manifest } = buildGazetteer();
      expect(manifest).toEqual(readManifest(ARTEFACT));
    },
    10 * MINUTES,
  );

  it('unpacks into what the server loads, once', () => {
    unpackArtefact(ARTEFACT, folder);
    const gazetteer = loadGazetteer(folder);
    const { dataVersion, counts } = readManifest(ARTEFACT);
    expect([gazetteer.dataVersion, gazetteer.size]).toEqual([dataVersion, counts['rows']]);
    const tables = join(folder, 'tables.json');
    writeFileSync(tables, '{}');
    unpackArtefact(ARTEFACT, folder);
    expect(readFileSync(tables, 'utf8')).toBe('{}');
  });

  it('refuses a damaged artefact', () => {
    const copy = join(folder, 'copy');
    execFileSync('cp', ['-r', ARTEFACT, copy]);
    execFileSync('cp', [join(copy, 'tables.json.br'), join(copy, 'units.bin.br')]);
    expect(() => unpackArtefact(copy, join(folder, 'damaged'))).toThrow('units.bin is damaged');
  });

  it('orders rows by population and finds each by its id', () => {
    unpackArtefact(ARTEFACT, join(folder, 'fresh'));
    const gazetteer = loadGazetteer(join(folder, 'fresh'));
    const { size, ids, populations } = gazetteer;
    for (let row = 0; row < size; row += 1) {
      if (gazetteer.rowOf(ids[row]!) !== row) expect.unreachable(`row ${row}`);
      if (row > 0 && populations[row]! > populations[row - 1]!) expect.unreachable(`row ${row}`);
    }
    expect(gazetteer.rowOf(0)).toBeUndefined();
  });
});
