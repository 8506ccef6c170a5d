import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMeter } from '../../../loadtest/measure/meter.ts';
import { targetFrom } from '../../../loadtest/raw-client/target.ts';
import { Player } from '../../../loadtest/virtual-user/player.ts';
import { createRoom } from '../../../loadtest/virtual-user/room.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

let server: FakeServer;
let player: Player;
beforeEach(async () => {
  server = await startFakeServer();
  const meter = createMeter();
  player = new Player(createRoom(meter), targetFrom(server.url), meter);
  await player.connect();
});
afterEach(async () => {
  player.stop();
  await server.stop();
});

test('a command without a connection is rejected, not kept for ever', async () => {
  server.dropAll();
  await expect.poll(() => player.open).toBe(false);
  await expect(player.command('time', {})).rejects.toThrow('not connected');
  await player.connect();
  await expect(player.request('create', {})).resolves.toMatchObject({ ok: true });
});

test('a lost connection rejects the commands under way', async () => {
  const answer = player.command('time', {});
  server.dropAll();
  await expect(answer).rejects.toThrow('by the server');
});
