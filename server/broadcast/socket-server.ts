import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { Server, type ServerOptions } from 'socket.io';
import type { Limits } from '../../shared/limits.ts';
import type { GameServer } from './client.ts';

/** The HTTP server and Socket.IO on it. */
export interface SocketServer {
  readonly http: HttpServer;
  readonly io: GameServer;
}

/** Nothing listens yet. What is no socket goes to `request`. */
export function createSocketServer(options: {
  request: RequestListener;
  limits: Limits;
  adapter: ServerOptions['adapter'] | undefined;
}): SocketServer {
  const { request, limits, adapter } = options;
  const http = createServer(request);
  const io: GameServer = new Server(http, {
    path: '/socket.io',
    serveClient: false,
    transports: ['websocket', 'polling'],
    // Configured, compression costs even those who do not use it.
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.frameBytes,
    connectTimeout: 10_000,
    ...(adapter ? { adapter } : {}),
  });
  return { io, http };
}
