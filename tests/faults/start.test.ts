import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { SERVE_ARGS } from '../../deploy/serve-args.mjs';
import { startPostgres } from '../support/postgres.ts';
import { startNodeProcess } from '../support/process-node.ts';
import { startRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { SECRET } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'cityrace-start-'));
const file = join(folder, 'a-file');
writeFileSync(file, '');
afterAll(() => rmSync(folder, { recursive: true }));

it.each(['/proc/nope', '/proc/nope/below', file, join(file, 'below')])(
  'DATA_DIR=%s ends the start with one line and code 1',
  (dataDir) => {
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, SERVE_ARGS, {
      env: { PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir },
      encoding: 'utf8',
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    expect([status, signal]).toEqual([1, null]);
    const lines = (stdout + stderr).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^Cityrace cannot start: DATA_DIR cannot be used: E[A-Z]+: .*a-file|nope/);
  },
);

it('a node that finds neither Redis nor Postgres serves, says so, and plays when they come', async () => {
  // Nothing is kept in DATA_DIR then, so that it need not be there.
  const redis = await startRedis();
  const postgres = await startPostgres();
  await redis.stop();
  await postgres.stop();
  const node = await startNodeProcess({
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    SESSION_SECRET: SECRET,
    DATA_DIR: '/proc/nope',
  });
  const states = async (): Promise<unknown> => (await fetch(`${node.url}/readyz`)).json();
  expect(await states()).toEqual({ redis: 'down', postgres: 'down' });
  await redis.start();
  await postgres.start();
  await until(
    async () => JSON.stringify(await states()) === JSON.stringify({ redis: 'up', postgres: 'up' }),
    'both are there',
  );
  expect(await node.stop()).toBe(0);
  await redis.remove();
  await postgres.remove();
});
