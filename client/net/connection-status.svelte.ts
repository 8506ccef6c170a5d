import type { Welcome } from '../../shared/messages.ts';
import type { ServerClock } from '../state/server-clock.ts';
import type { Transport } from './transport.ts';

/** `caught-up` lasts a moment after a lost line is back, so that the page can say so. */
export type Line = 'idle' | 'connecting' | 'online' | 'lost' | 'caught-up';

const CAUGHT_UP_MS = 2500;
/** A loss shorter than this is not worth a word, ms. */
const QUIET_MS = 400;

/** The state of the line to the server, and who we are on it. */
export class Connection {
  line: Line = $state('idle');
  welcome: Welcome | null = $state.raw(null);
  /** Code of the latest refused handshake. */
  refusedCode: string | null = $state(null);

  #quiet: ReturnType<typeof setTimeout> | null = null;

  constructor(transport: Transport, clock: ServerClock, localNow: () => number) {
    transport.listen({
      connected: () => {
        this.refusedCode = null;
        if (this.#quiet !== null) clearTimeout(this.#quiet);
        this.#quiet = null;
        if (this.line === 'lost') {
          this.line = 'caught-up';
          setTimeout(() => {
            if (this.line === 'caught-up') this.line = 'online';
          }, CAUGHT_UP_MS);
        } else if (this.line !== 'caught-up') this.line = 'online';
        void this.#measure(transport, clock, localNow);
      },
      disconnected: () => {
        this.#quiet ??= setTimeout(() => {
          this.#quiet = null;
          this.line = 'lost';
        }, QUIET_MS);
      },
      refused: (code) => {
        this.refusedCode = code;
        if (this.#quiet === null) this.line = this.line === 'idle' ? 'connecting' : 'lost';
      },
      welcome: (message) => {
        this.welcome = message;
        clock.hint(message.serverNow, localNow());
      },
    });
  }

  async #measure(transport: Transport, clock: ServerClock, localNow: () => number): Promise<void> {
    const sentAt = localNow();
    const answer = await transport.send('time', {});
    if (answer?.ok) clock.sample(answer.serverNow, sentAt, localNow());
  }
}
