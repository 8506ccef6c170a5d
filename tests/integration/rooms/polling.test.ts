import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterEach, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../../support/fleet.ts';
import { onFreePort } from '../../support/free-port.ts';
import { startNginx, type Balancer } from '../../support/nginx.ts';

let fleet: Fleet;
let nginx: Balancer | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await nginx?.stop();
  await fleet.stop();
});

/** A client that has nothing but long-polling, and says how it comes: by its browser, its cookie, or its room. */
function connect(url: string, how: { headers?: Record<string, string>; room?: string }): Promise<Socket> {
  const socket = io(url, {
    transports: ['polling'],
    forceNew: true,
    reconnection: false,
    extraHeaders: how.headers ?? {},
    query: how.room === undefined ? {} : { room: how.room },
  });
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('welcome', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

const ask = (socket: Socket, name: string, payload: object): Promise<Record<string, unknown>> =>
  socket.timeout(10_000).emitWithAck(name, payload) as Promise<Record<string, unknown>>;

it('plays by long-polling over two nodes behind the shipped nginx, whichever node each player is on', async () => {
  fleet = await startFleet('two nodes on Redis');
  nginx = await onFreePort((port) =>
    startNginx(
      port,
      fleet.nodes.map((node) => node.port),
    ),
  );
  const { url } = nginx;
  const host = await connect(url, { headers: { 'User-Agent': 'host' } });
  const settings = { quiz: 'france', mode: 'coop' };
  const created = await ask(host, 'create', { createId: randomUUID(), settings });
  const roomId = created['roomId'] as string;
  // Enough that both nodes have some, however the ring falls.
  const guests = await Promise.all(
    Array.from({ length: 24 }, (_, n) => {
      const cookie = `__Host-cityrace=1.${String(n).padStart(16, 'p')}.name.signature`;
      return connect(
        url,
        n % 2 === 0 ? { headers: { 'User-Agent': `guest ${n}` } } : { headers: { Cookie: cookie } },
      );
    }),
  );
  const nodes = await Promise.all(
    fleet.nodes.map((node) => fetch(`${node.url}/metrics`).then((r) => r.text())),
  );
  for (const text of nodes) expect(Number(/^cityrace_sockets (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
  for (const guest of guests)
    expect(await ask(guest, 'join', { roomId, as: 'spectator' })).toMatchObject({ ok: true });
  const late = await connect(url, { room: roomId });
  expect(await ask(late, 'join', { roomId })).toMatchObject({ ok: true });

  const emoted = [...guests, late].map(
    (socket) =>
      new Promise<void>((resolve) =>
        socket.on('events', ({ events }: { events: { type: string }[] }) => {
          if (events.some(({ type }) => type === 'emoted')) resolve();
        }),
      ),
  );
  expect(await ask(host, 'emote', { roomId, emote: 'wave' })).toEqual({ ok: true });
  await Promise.all(emoted);
});
