import { createListeners } from './listeners.ts';
import type { Transport, TransportListener } from './transport.ts';

/** A transport whose connection comes later, or changes: code fetched on demand, another node. */
export interface Relay extends Transport {
  /** From now on everything goes through this one; what another still says is not heard. */
  use(transport: Transport): void;
}

export function createRelay(): Relay {
  const { add, tell } = createListeners<TransportListener>();
  let current: Transport | null = null;
  let stopListening: () => void = () => undefined;
  return {
    get connected() {
      return current?.connected ?? false;
    },
    offers: (feature) => current?.offers(feature) ?? false,
    send: (name, payload, timeoutMs) => current?.send(name, payload, timeoutMs) ?? Promise.resolve(null),
    listen: add,
    use(transport) {
      stopListening();
      if (current?.connected) tell((listener) => listener.disconnected?.());
      current = transport;
      stopListening = transport.listen({
        connected: () => tell((listener) => listener.connected?.()),
        disconnected: () => tell((listener) => listener.disconnected?.()),
        refused: (code) => tell((listener) => listener.refused?.(code)),
        welcome: (message) => tell((listener) => listener.welcome?.(message)),
        events: (roomId, events) => tell((listener) => listener.events?.(roomId, events)),
        heartbeat: (roomId, seq) => tell((listener) => listener.heartbeat?.(roomId, seq)),
        superseded: (roomId) => tell((listener) => listener.superseded?.(roomId)),
      });
      if (transport.connected) tell((listener) => listener.connected?.());
    },
  };
}
