import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { Client, GameServer, GameSocket } from '../../../server/broadcast/client.ts';
import { createCommandReader } from '../../../server/endpoint/command-reader.ts';
import { createSocketWriter } from '../../../server/broadcast/socket-writer.ts';

describe.each([true, false])('commands of a connection (taken directly: %s)', (isDirect) => {
  let http: HttpServer;
  let server: GameServer;
  let socket: Socket;
  afterEach(async () => {
    socket.close();
    await server.close();
  });

  async function start(): Promise<[name: unknown, args: unknown[]][]> {
    const got: [unknown, unknown[]][] = [];
    http = createServer();
    server = new Server(http);
    const writer = createSocketWriter(1_000_000, () => undefined);
    const listen = createCommandReader({
      dispatcher: {
        dispatch(_client, name, args, answer) {
          got.push([name, [...args]]);
          answer?.({ ok: true, name });
        },
        idle: () => Promise.resolve(),
      },
      writer,
      isDirect,
    });
    server.on('connection', (connection: GameSocket) => {
      // What of a client the writer looks at.
      connection.data.client = { socket: connection, unsentBytes: 0 } as unknown as Client;
      listen(connection);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return got;
  }

  it('reach the dispatcher with their payload, and are answered once each', async () => {
    const got = await start();
    const answers: unknown[] = await Promise.all([
      socket.emitWithAck('guess', { text: 'Lyon' }),
      socket.emitWithAck('time'),
      socket.emitWithAck('kick', 1, 2),
    ]);
    expect(answers).toEqual(['guess', 'time', 'kick'].map((name) => ({ ok: true, name })));
    expect(got).toEqual([
      ['guess', [{ text: 'Lyon' }]],
      ['time', []],
      ['kick', [1, 2]],
    ]);
  });

  it('need no acknowledgement', async () => {
    const got = await start();
    socket.emit('emote', { emote: 'wave' });
    await socket.emitWithAck('time', {});
    expect(got[0]).toEqual(['emote', [{ emote: 'wave' }]]);
  });
});
