import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { onFreePort } from '../support/free-port.ts';
import { plainNames, seededRandom } from '../support/names.ts';
import { connectPlayer } from '../support/player.ts';
import { startNodeProcess, type NodeProcess } from '../support/process-node.ts';
import { think, untilAcknowledged } from './world.ts';

const KILLS = 20;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

const data = await mkdtemp(join(tmpdir(), 'cityrace-solo-kill-'));
afterAll(() => rm(data, { recursive: true, force: true, maxRetries: 5 }));

it(`keeps every acknowledged guess of a solo game through ${KILLS} kill -9 (SEED=${seed})`, async () => {
  const random = seededRandom(seed);
  const names = plainNames('FR', 1500);
  const cityOf = new Map(names.map(({ text, cityId }) => [text, cityId]));
  const env = { DATA_DIR: data };
  let node: NodeProcess = await onFreePort((port) => startNodeProcess(env, port));
  const player = await connectPlayer({ urls: [node.url] });
  await player.create({ quiz: 'france', mode: 'solo', typos: 'off' });

  const stopping = new AbortController();
  const play = (async () => {
    for (const { text } of names) {
      if (stopping.signal.aborted) return;
      const answer = await player.guess(text);
      expect(answer).toMatchObject({ ok: true, outcome: 'found' });
      await think(random() * 8);
    }
  })();

  const killer = (async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await untilAcknowledged([player], Math.floor(random() * 60));
      await node.stop('SIGKILL');
      node = await startNodeProcess(env, node.port);
    }
    stopping.abort();
  })();
  await Promise.all([play, killer]);

  const acknowledged = [...player.ledger.acknowledged.keys()].map((text) => cityOf.get(text)!);
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  const view = await player.join(player.view!.roomId);
  expect(view.foundCount).toBe(acknowledged.length);
  const newest = new Set(acknowledged.slice(-500));
  expect(new Set(view.found.map(({ city }) => city.id))).toEqual(newest);

  const ended = await player.retryUntilAccepted('end', { roomId: view.roomId });
  expect(ended.ok).toBe(true);
  const { results } = await player.until((now) => now.phase === 'ended', 'the end');
  const run = await savedRun(node.url, results!.runId);
  expect(run.timeline.map(({ cityId }) => cityId).sort()).toEqual([...acknowledged].sort());
  player.close();
  // How a stop ends is told by stopping.test.ts.
  await node.stop('SIGTERM');
});

async function savedRun(url: string, runId: string): Promise<{ timeline: { cityId: number }[] }> {
  const response = await fetch(`${url}/api/runs/${runId}`);
  expect(response.status).toBe(200);
  return (await response.json()) as { timeline: { cityId: number }[] };
}
