import { createTimer, type Timers } from '../../shared/client/timers.ts';
import type { PageTransport } from './page-transport.ts';

/** A connection that is open, but does not answer; `offline`: the browser has no network. */
export type Silence = 'silent' | 'offline';

export interface LivenessOptions {
  timers: Timers;
  /** Monotonic, ms. */
  now: () => number;
  /** Tells `online` and `offline`: the window. */
  network: Pick<EventTarget, 'addEventListener'>;
  changed(silence: Silence | null): void;
}

/** In a room the server says something every 5 s (`heartbeat`): after this it is asked for the time, ms. */
const QUIET_MS = 6000;
/** So long may that answer take, and a guess's, ms. */
const TIME_MS = 2000;
const GUESS_MS = 3000;
/** A connection that was silent for so long is made anew: Socket.IO's own pings notice after 45 s, ms. */
const RECONNECT_MS = 8000;

/** The same transport, which notices when its open connection falls silent while a room is on the page. */
export function withLiveness(transport: PageTransport, options: LivenessOptions): PageTransport {
  const { timers, now } = options;
  let hasRoom = false;
  let heardAt = now();
  let isAsking = false;
  let isOffline = false;
  /** Since when a question, or a guess, has been without its answer. */
  let quietSince: number | null = null;
  let slowSince: number | null = null;
  let told: Silence | null = null;
  const quiet = createTimer(timers, onQuiet);
  const isConnected = (): boolean => transport.connected;

  function tell(): void {
    const isSilent = transport.connected && (quietSince ?? slowSince) !== null;
    const silence = isOffline ? 'offline' : isSilent ? 'silent' : null;
    if (silence === told) return;
    told = silence;
    options.changed(silence);
  }

  function heard(): void {
    heardAt = now();
    quietSince = null;
    isOffline = false;
    tell();
  }

  function onQuiet(): void {
    if (!hasRoom || !transport.connected) return;
    const left = heardAt + QUIET_MS - now();
    if (left > 0) quiet.start(left);
    else void ask();
  }

  async function ask(): Promise<void> {
    if (isAsking || !isConnected()) return;
    isAsking = true;
    const askedAt = now();
    const answer = await transport.send('time', {}, TIME_MS);
    isAsking = false;
    if (answer !== null) heard();
    // The connection went meanwhile, or something came after all.
    if (!isConnected() || heardAt >= askedAt) {
      watch();
      return;
    }
    quietSince ??= now();
    tell();
    if (now() - quietSince >= RECONNECT_MS) transport.reconnect();
    else void ask();
  }

  function watch(): void {
    if (hasRoom && transport.connected) quiet.start(Math.max(0, heardAt + QUIET_MS - now()));
  }

  function began(): void {
    heard();
    watch();
  }

  transport.listen({
    connected: began,
    disconnected() {
      quietSince = null;
      slowSince = null;
      tell();
    },
    welcome: heard,
    events: heard,
    heartbeat: heard,
    superseded: heard,
  });
  options.network.addEventListener('offline', () => {
    isOffline = true;
    tell();
  });
  options.network.addEventListener('online', () => {
    isOffline = false;
    tell();
    void ask();
  });

  function slow(): void {
    slowSince ??= now();
    tell();
    void ask();
  }

  return {
    ...transport,
    // The copy above holds what it was at the beginning.
    get connected() {
      return transport.connected;
    },
    async send(name, payload, timeoutMs) {
      const wait = name === 'guess' && transport.connected ? timers.setTimeout(slow, GUESS_MS) : undefined;
      const answer = await transport.send(name, payload, timeoutMs);
      if (wait !== undefined) timers.clearTimeout(wait);
      if (answer !== null) {
        if (name === 'guess') slowSince = null;
        heard();
      }
      return answer;
    },
    steer(roomId) {
      transport.steer(roomId);
      hasRoom = roomId !== null;
      if (hasRoom) began();
      else quiet.stop();
    },
  };
}
