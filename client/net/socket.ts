import { io } from 'socket.io-client';
import { keepConnected } from '../../shared/client/keep-connected.ts';
import { createSocketTransport } from '../../shared/client/socket-transport.ts';
import type { PageTransport } from './page-transport.ts';
import { pathTo } from './site.ts';

/**
 * Socket.IO to this site: WebSocket first, long-polling where that is blocked. The identity is the cookie that
 * `POST /api/session` set, so nothing is opened before `ready` resolves.
 */
export function createSocket(ready: () => Promise<unknown>): PageTransport {
  const query: { room?: string } = {};
  let disconnect: (() => void) | null = null;
  const socket = io({
    path: pathTo('/socket.io'),
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    query,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2000,
    timeout: 8000,
    withCredentials: true,
  });

  return {
    ...createSocketTransport(socket, globalThis),
    // The copy above holds what it was at the beginning.
    get connected() {
      return socket.connected;
    },
    steer(roomId) {
      if (roomId === null) delete query.room;
      else query.room = roomId;
    },
    open() {
      if (disconnect) return;
      const own = keepConnected(socket, { timers: globalThis, random: Math.random });
      disconnect = own;
      void ready().finally(() => {
        // It may have been closed while the session was on its way.
        if (disconnect === own) socket.connect();
      });
    },
    close() {
      disconnect?.();
      disconnect = null;
    },
    reconnect() {
      if (!disconnect) return;
      socket.disconnect();
      socket.connect();
    },
  };
}
