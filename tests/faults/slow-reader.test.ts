import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainNames } from '../support/names.ts';
import { connectPlayer } from '../support/player.ts';
import { startNodeProcess, type NodeProcess } from '../support/process-node.ts';
import { openRawSocket } from '../support/raw-socket.ts';
import { untilPlaying } from '../support/until-playing.ts';

let node: NodeProcess;
let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cityrace-slow-'));
  node = await startNodeProcess({ DATA_DIR: data });
});
afterAll(async () => {
  await node.stop();
  await rm(data, { recursive: true, force: true });
});

it('closes a reader that takes nothing, and its room never waits for it', async () => {
  const host = await connectPlayer({ urls: [node.url] });
  const other = await connectPlayer({ urls: [node.url] });
  const roomId = await host.create({ quiz: 'france', mode: 'coop', seconds: null });
  await other.join(roomId);
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);
  const names = plainNames('FR', 900);
  for (const { text } of names.slice(0, 600)) await host.guess(text);

  const slow = await openRawSocket(node.port);
  slow.send(`421["join",{"roomId":"${roomId}"}]`);
  slow.stopReading();
  // Each answer carries the newest 500 finds: far more than what the system's own buffers hold.
  for (let asked = 0; asked < 400 && !slow.isClosed(); asked += 1) {
    slow.send(`42${asked + 2}["join",{"roomId":"${roomId}"}]`);
    if (asked % 10 === 0) await host.guess(names[600 + asked / 10]!.text);
  }
  const answers = await Promise.all(names.slice(700, 900).map(({ text }) => host.guess(text)));
  expect(answers.every((answer) => answer.ok && answer.outcome === 'found')).toBe(true);
  slow.socket.resume();
  await slow.closed;
  await other.until((view) => view.foundCount === host.ledger.acknowledged.size, 'every find');
  host.close();
  other.close();
});
