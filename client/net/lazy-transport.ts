import { createListeners } from '../../shared/client/listeners.ts';
import { createRelay } from '../../shared/client/relay.ts';
import { createTimer } from '../../shared/client/timers.ts';
import type { TransportListener } from '../../shared/client/transport.ts';
import type { PageTransport } from './page-transport.ts';

/** After the code could not be fetched, ms. */
const RETRY_MS = 2000;

/** A transport whose code is fetched when it is first opened, so that the first page does not carry it. */
export function createLazyTransport(load: () => Promise<PageTransport>): PageTransport {
  const relay = createRelay();
  /** The relay hears nothing of a load that failed. */
  const { add, tell } = createListeners<TransportListener>();
  const retry = createTimer(globalThis, () => void fetchCode());
  let real: PageTransport | null = null;
  let isLoading = false;
  let isWanted = false;
  let room: string | null = null;

  async function fetchCode(): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    try {
      real = await load();
      relay.use(real);
      real.steer(room);
      if (isWanted) real.open();
    } catch {
      // The network went away between the page and its parts.
      tell((listener) => listener.refused?.(''));
      if (isWanted) retry.start(RETRY_MS);
    } finally {
      isLoading = false;
    }
  }

  return {
    ...relay,
    // The copy above holds what it was at the beginning.
    get connected() {
      return relay.connected;
    },
    listen(listener) {
      const stopRelay = relay.listen(listener);
      const stopFailures = add(listener);
      return () => {
        stopRelay();
        stopFailures();
      };
    },
    steer(roomId) {
      room = roomId;
      real?.steer(roomId);
    },
    open() {
      isWanted = true;
      if (real) real.open();
      else void fetchCode();
    },
    close() {
      isWanted = false;
      retry.stop();
      real?.close();
    },
    reconnect: () => real?.reconnect(),
  };
}
