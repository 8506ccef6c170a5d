import type { RoomEvent, Welcome } from '../messages.ts';
import { createListeners } from './listeners.ts';
import type { Timers } from './timers.ts';
import type { Transport, TransportListener } from './transport.ts';

/** What is needed of a socket.io-client `Socket`. */
export interface SocketLike {
  readonly connected: boolean;
  on(name: string, listener: (...args: never[]) => void): unknown;
  emit(name: string, ...args: unknown[]): unknown;
}

interface OfRoom {
  roomId: string;
}

/** How long a command waits for its answer unless its sender says otherwise, ms. */
const ANSWER_MS = 6000;

/** A Socket.IO socket as a {@link Transport}. It only translates: who keeps it connected is `keepConnected`. */
export function createSocketTransport(socket: SocketLike, timers: Timers): Transport {
  const { add, tell } = createListeners<TransportListener>();
  /** Commands without an answer; told when the connection goes. */
  const unanswered = new Set<() => void>();
  let features: readonly string[] = [];

  socket.on('connect', () => tell((listener) => listener.connected?.()));
  socket.on('disconnect', () => {
    for (const giveUp of unanswered) giveUp();
    tell((listener) => listener.disconnected?.());
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
    tell((listener) => listener.refused?.(error.data?.code ?? '')),
  );
  socket.on('welcome', (message: Welcome) => {
    features = message.features;
    tell((listener) => listener.welcome?.(message));
  });
  socket.on('events', ({ roomId, events }: OfRoom & { events: RoomEvent[] }) =>
    tell((listener) => listener.events?.(roomId, events)),
  );
  socket.on('heartbeat', ({ roomId, seq }: OfRoom & { seq: number }) =>
    tell((listener) => listener.heartbeat?.(roomId, seq)),
  );
  socket.on('superseded', ({ roomId }: OfRoom) => tell((listener) => listener.superseded?.(roomId)));

  return {
    get connected() {
      return socket.connected;
    },
    offers: (feature) => features.includes(feature),
    send(name, payload, timeoutMs = ANSWER_MS) {
      // Socket.IO would keep it for the next connection, where it is out of its order.
      if (!socket.connected) return Promise.resolve(null);
      return new Promise((resolve) => {
        const finish = (answer: unknown): void => {
          timers.clearTimeout(timer);
          unanswered.delete(giveUp);
          resolve(answer as never);
        };
        const giveUp = (): void => finish(null);
        const timer = timers.setTimeout(giveUp, timeoutMs);
        unanswered.add(giveUp);
        socket.emit(name, payload, finish);
      });
    },
    listen: add,
  };
}
