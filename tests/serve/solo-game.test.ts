import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { onFreePort } from '../support/free-port.ts';
import { connectPlayer } from '../support/player.ts';
import { SERVE_ARGS } from '../../deploy/serve-args.mjs';
import { startNodeProcess, type NodeProcess } from '../support/process-node.ts';

/** Commands of package.json, as arguments of `node`. */
const COMMANDS = { 'npm run serve': SERVE_ARGS, 'npm start': ['deploy/start.mjs'] };

describe.each(Object.entries(COMMANDS))(`%s on Node ${process.versions.node}`, (_, args) => {
  let data: string;
  let node: NodeProcess;
  const start = (port: number): Promise<NodeProcess> => startNodeProcess({ DATA_DIR: data }, port, args);

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'cityrace-serve-'));
    node = await onFreePort(start);
  });
  afterEach(async () => {
    await node.stop('SIGKILL');
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  });

  /** What the server itself said, newest last. */
  const showLog = (): void => onTestFailed(() => console.error(node.log.slice(-30).join('\n')));

  it('proves the fast path at its start, and leaves it where it is switched off', () => {
    showLog();
    const said = node.log.find((line) => line.includes('"msg":"fast path"')) ?? '{}';
    const { on, failed } = JSON.parse(said) as { on?: string[]; failed?: object };
    expect(on).toBeDefined();
    expect(failed).toBeUndefined();
    if (process.env['FAST_PATH'] === 'off') expect(on).toEqual([]);
    else expect(on).not.toHaveLength(0);
  });

  it('plays a solo game, and has the find when it was killed and started again', async () => {
    showLog();
    const player = await connectPlayer({ urls: [node.url] });
    await player.create({ quiz: 'france', mode: 'solo' });
    expect(await player.guess('Lyon')).toMatchObject({ ok: true, outcome: 'found' });
    expect(await player.guess('no such town')).toMatchObject({ ok: true, outcome: 'unknown' });
    await node.stop('SIGKILL');
    node = await start(node.port);
    expect(await player.guess('Nantes')).toMatchObject({ ok: true, outcome: 'found', score: { cities: 2 } });
    const view = await player.join(player.view!.roomId);
    expect(view.found.map(({ city }) => city.name)).toEqual(['Nantes', 'Lyon']);
    player.close();
    expect(await node.stop('SIGTERM')).toBe(0);
  });
});
