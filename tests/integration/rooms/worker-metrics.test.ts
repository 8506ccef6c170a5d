import { expect, it } from 'vitest';
import { startNode } from '../../support/node.ts';

const WORKERS = [
  'lease',
  'expired_nodes',
  'due_rooms',
  'due_room',
  'run_saving',
  'room_parking',
  'parked_sweep',
  'player_writes',
  'heartbeat',
  'disconnects',
  'reclaimed_rooms',
  'node_rooms',
];

it('figures name every worker from the start', async () => {
  const node = await startNode();
  const text = await (await fetch(`${node.url}/metrics`)).text();
  for (const series of [
    'cityrace_worker_seconds_count',
    'cityrace_worker_failures_total',
    'cityrace_worker_waiting',
  ]) {
    const named = [...text.matchAll(new RegExp(`^${series}\\{worker="(\\w+)"\\} \\d+$`, 'gm'))];
    expect(named.map(([, worker]) => worker!).sort(), series).toEqual([...WORKERS].sort());
  }
  await node.stop();
});
