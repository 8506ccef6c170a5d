import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, test } from 'vitest';
import { floodConnections } from '../../../loadtest/worker/connection-flood.ts';

const CLOSED = 'disconnected by the server';

test('counts each connection once, also one that is accepted and then closed', async () => {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  let opened = 0;
  io.use((socket, next) => {
    const nth = ++opened;
    if (nth === 1) next(Object.assign(new Error('no'), { data: { code: 'rate_limited' } }));
    else {
      socket.data = { isClosed: nth % 2 === 0 };
      next();
    }
  });
  io.on('connection', (socket) => {
    if ((socket.data as { isClosed: boolean }).isClosed) socket.disconnect(true);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  try {
    const flood = await floodConnections(
      { type: 'connection-flood', urls: [url], connections: 7, perSecond: 1000 },
      () => undefined,
    );
    await expect.poll(() => flood.result.refused[CLOSED]).toBe(3);
    expect(flood.result).toMatchObject({ connected: 3, refused: { rate_limited: 1, [CLOSED]: 3 } });
    flood.drop();
  } finally {
    await io.close();
  }
});
