import type { Transport } from '../../shared/client/transport.ts';
import type { Welcome } from '../../shared/messages.ts';
import type { Silence } from './liveness.ts';

/** `caught-up` lasts a moment after a lost connection is back, so that the page can say so. */
type Status = 'idle' | 'connecting' | 'online' | 'lost' | 'caught-up';

const CAUGHT_UP_MS = 2500;
/** A loss shorter than this is not worth a word, ms. */
const QUIET_MS = 400;

/** Whether there is a connection to the server, and who we are on it. */
export class ConnectionStatus {
  status: Status = $state('idle');
  welcome: Welcome | null = $state.raw(null);
  /** Set while the connection is there, as far as anybody knows, and does not answer. */
  silence: Silence | null = $state(null);
  /** Code of the latest refused handshake. */
  refusedCode: string | null = $state(null);

  #quiet: ReturnType<typeof setTimeout> | null = null;

  #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.listen({
      connected: () => {
        this.refusedCode = null;
        if (this.#quiet !== null) clearTimeout(this.#quiet);
        this.#quiet = null;
        if (this.status === 'lost') this.#caughtUp();
        else if (this.status !== 'caught-up') this.status = 'online';
      },
      disconnected: () => {
        this.#quiet ??= setTimeout(() => {
          this.#quiet = null;
          this.status = 'lost';
        }, QUIET_MS);
      },
      refused: (code) => {
        this.refusedCode = code;
        if (this.#quiet === null) this.status = this.status === 'idle' ? 'connecting' : 'lost';
      },
      welcome: (message) => {
        this.welcome = message;
      },
    });
  }

  /** Nothing leaves now, or nothing comes. */
  get isAway(): boolean {
    return this.silence !== null || this.status === 'lost' || this.status === 'connecting';
  }

  /** The connection fell silent, or (null) answers again. */
  noteSilence(silence: Silence | null): void {
    const wasSilent = this.silence !== null;
    this.silence = silence;
    if (!wasSilent || silence !== null) return;
    // It was said already that nothing leaves: a loss that follows needs no patience.
    if (!this.#transport.connected) this.status = 'lost';
    else if (this.status === 'online') this.#caughtUp();
  }

  /** The connection was given up, since nobody needs it. */
  rest(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    this.#quiet = null;
    this.status = 'idle';
  }

  #caughtUp(): void {
    this.status = 'caught-up';
    setTimeout(() => {
      if (this.status === 'caught-up') this.status = 'online';
    }, CAUGHT_UP_MS);
  }
}
