import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { Client, GameServer, GameSocket } from '../../../server/broadcast/client.ts';
import { createCommandReader } from '../../../server/endpoint/command-reader.ts';
import { createSocketWriter } from '../../../server/broadcast/socket-writer.ts';
import { createFastPath } from '../../../server/fast-path/fast-path.ts';
import type { Piece } from '../../../server/fast-path/pieces.ts';

const PIECES: Piece[][] = [
  [],
  ['parsing'],
  ['parsing', 'reads'],
  ['frames'],
  ['parsing', 'reads', 'frames', 'memory'],
];

describe.each(PIECES.map((pieces) => [pieces.join() || 'none', new Set(pieces)] as const))(
  'commands of a connection (fast: %s)',
  (_, pieces) => {
    let http: HttpServer;
    let server: GameServer;
    let socket: Socket;
    let slow: string[];
    afterEach(async () => {
      socket.close();
      await server.close();
    });

    async function start(): Promise<[name: unknown, args: unknown[]][]> {
      const got: [unknown, unknown[]][] = [];
      slow = [];
      http = createServer();
      server = new Server(http);
      const fastPath = createFastPath(pieces);
      const writer = createSocketWriter(fastPath.frames, 100_000, () => slow.push('cut'));
      const listen = createCommandReader({
        dispatcher: {
          dispatch(_client, name, args, answer) {
            got.push([name, [...args]]);
            answer?.({ ok: true, name, ...(name === 'large' ? { text: '.'.repeat(60_000) } : {}) });
          },
          idle: () => Promise.resolve(),
          commandsUnderWay: 0,
        },
        writer,
        fastPath,
        admission: { openness: 'all', isPressed: false },
        refusals: { refuseUnread: () => undefined },
      });
      server.on('connection', (connection: GameSocket) => {
        // What of a client the writer looks at.
        connection.data.client = { socket: connection } as unknown as Client;
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

    it('end a connection that does not read their answers', async () => {
      await start();
      const gone = new Promise((resolve) => socket.once('disconnect', resolve));
      const raw = (socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws;
      raw.pause();
      const cut = () => slow.length > 0;
      while (!cut()) {
        for (let i = 0; i < 20; i += 1) socket.emit('large', {}, () => undefined);
        await new Promise(setImmediate);
      }
      raw.resume();
      await gone;
      expect(slow).toEqual(['cut']);
    });
  },
);
