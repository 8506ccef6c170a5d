import type { Transport, TransportListener } from './transport.ts';

/** A transport whose code is fetched when it is first opened, so that the first page does not carry it. */
export function createLazyTransport(load: () => Promise<Transport>): Transport {
  const listeners = new Set<TransportListener>();
  let real: Transport | null = null;
  let loading = false;
  let room: string | null = null;

  const tell = (call: (listener: TransportListener) => void): void => {
    for (const listener of listeners) call(listener);
  };

  function start(): void {
    if (loading) return;
    loading = true;
    load().then(
      (transport) => {
        real = transport;
        real.listen({
          connected: () => tell((listener) => listener.connected?.()),
          disconnected: () => tell((listener) => listener.disconnected?.()),
          refused: (code) => tell((listener) => listener.refused?.(code)),
          welcome: (message) => tell((listener) => listener.welcome?.(message)),
          events: (roomId, events) => tell((listener) => listener.events?.(roomId, events)),
          heartbeat: (roomId, seq) => tell((listener) => listener.heartbeat?.(roomId, seq)),
          superseded: (roomId) => tell((listener) => listener.superseded?.(roomId)),
        });
        real.steer(room);
        real.open();
      },
      () => {
        // The network went away between the page and its parts.
        loading = false;
        tell((listener) => listener.refused?.(''));
        setTimeout(start, 2000);
      },
    );
  }

  return {
    get connected() {
      return real?.connected ?? false;
    },
    send: async (name, payload, timeoutMs) => (real ? real.send(name, payload, timeoutMs) : null),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    steer(roomId) {
      room = roomId;
      real?.steer(roomId);
    },
    open: start,
    close: () => real?.close(),
  };
}
