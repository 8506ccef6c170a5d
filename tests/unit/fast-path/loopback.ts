import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { openLoopbackClient, type LoopbackClient } from '../../../server/fast-path/loopback-client.ts';
import { createSocketServer } from '../../../server/broadcast/socket-server.ts';
import { LIMITS } from '../../../shared/limits.ts';

/** A server as the endpoint makes it, which listens nowhere. */
export const createRealServer = () =>
  createSocketServer({ request: (_, response) => response.end(), limits: LIMITS, adapter: undefined });

export interface Loopback {
  readonly port: number;
  readonly server: Server;
  /** A WebSocket connection whose bytes the test writes, and the server's end of it. */
  connect(): Promise<{ client: LoopbackClient; socket: Socket }>;
  close(): Promise<void>;
}

/** A Socket.IO server on a free port of this machine. */
export async function openLoopback(): Promise<Loopback> {
  const http = createServer();
  const server = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const clients: LoopbackClient[] = [];
  return {
    port,
    server,
    async connect() {
      const connected = new Promise<Socket>((resolve) =>
        server.once('connection', (socket) => resolve(socket)),
      );
      const client = await openLoopbackClient(port, '/socket.io/?EIO=4&transport=websocket');
      clients.push(client);
      return { client, socket: await connected };
    },
    async close() {
      for (const client of clients) client.close();
      await server.close();
    },
  };
}
