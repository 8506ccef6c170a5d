import { io, type Socket } from 'socket.io-client';
import type { Commands } from '../../shared/commands.ts';
import type { Ack, Answers, CommandName, ServerEvents } from '../../shared/messages.ts';
import type { Transport, TransportListener } from './transport.ts';

type ClientEvents = {
  [N in CommandName]: (payload: Commands[N], ack: (answer: unknown) => void) => void;
};

/**
 * Socket.IO to this site: WebSocket first, long-polling where that is blocked. The identity is the cookie that
 * `POST /api/session` set, so nothing is opened before `ready` resolves.
 */
export function createSocket(ready: () => Promise<unknown>): Transport {
  const listeners = new Set<TransportListener>();
  const query: { room?: string } = {};
  let opened = false;
  const socket: Socket<ServerEvents, ClientEvents> = io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    query,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2000,
    timeout: 8000,
    withCredentials: true,
  });

  function tell(call: (listener: TransportListener) => void): void {
    for (const listener of listeners) call(listener);
  }

  socket.on('connect', () => tell((listener) => listener.connected?.()));
  socket.on('disconnect', (reason) => {
    tell((listener) => listener.disconnected?.());
    // The server closes a socket for good only when it goes away or was flooded; either way, come back.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 500 + Math.random() * 1000);
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string; retryAfterMs?: number } }) => {
    tell((listener) => listener.refused?.(error.data?.code ?? ''));
    // A refusal by the server stops Socket.IO's own attempts.
    if (!socket.active) setTimeout(() => socket.connect(), error.data?.retryAfterMs ?? 2000);
  });
  socket.on('welcome', (message) => tell((listener) => listener.welcome?.(message)));
  socket.on('events', ({ roomId, events }) => tell((listener) => listener.events?.(roomId, events)));
  socket.on('heartbeat', ({ roomId, seq }) => tell((listener) => listener.heartbeat?.(roomId, seq)));
  socket.on('superseded', ({ roomId }) => tell((listener) => listener.superseded?.(roomId)));
  socket.on('draining', ({ reconnectInMs }) => {
    // Leave before the node does: commands sent now would be refused or lost.
    setTimeout(() => {
      socket.disconnect();
      socket.connect();
    }, reconnectInMs);
  });

  return {
    get connected() {
      return socket.connected;
    },
    async send<N extends CommandName>(name: N, payload: Commands[N], timeoutMs = 6000) {
      if (!socket.connected) return null;
      return new Promise<Ack<Answers[N]> | null>((resolve) => {
        const timer = setTimeout(() => finish(null), timeoutMs);
        const gone = () => finish(null);
        function finish(answer: Ack<Answers[N]> | null): void {
          clearTimeout(timer);
          socket.off('disconnect', gone);
          resolve(answer);
        }
        socket.on('disconnect', gone);
        const emit = socket.emit.bind(socket) as (
          name: string,
          payload: unknown,
          ack: (answer: Ack<Answers[N]>) => void,
        ) => void;
        emit(name, payload, finish);
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    steer(roomId) {
      if (roomId === null) delete query.room;
      else query.room = roomId;
    },
    open() {
      if (opened) return;
      opened = true;
      void ready().finally(() => socket.connect());
    },
    close() {
      opened = false;
      socket.disconnect();
    },
  };
}
