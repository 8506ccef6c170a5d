import type { Contestant } from './virtual-user.ts';
import { asciiJson, clientFrame, TEXT } from '../raw-client/websocket-frame.ts';
import { Link } from '../raw-client/websocket.ts';
import { Outstanding } from '../raw-client/pending-requests.ts';
import { integerOf } from '../raw-client/json-scan.ts';
import { Session } from '../raw-client/socketio-client.ts';
import type { Target } from '../raw-client/target.ts';
import type { Meter } from '../measure/meter.ts';

type OnAnswer = (() => void) | undefined;

/** A connection of a yardstick: the same message as a guess, answered with itself. */
export class EchoContestant implements Contestant {
  readonly #line: { readonly open: boolean; drop(): void };
  readonly #meter: Meter;
  readonly #outcome: string;
  readonly #say: (id: number) => void;
  readonly #waiting = new Outstanding<{ scheduledAt: number; onAnswer: OnAnswer }>();
  #said = 0;

  /** `say` sends message number `id`; whoever reads its answer calls `heard`, which counts it as `outcome`. */
  constructor(
    line: { readonly open: boolean; drop(): void },
    meter: Meter,
    outcome: string,
    say: (id: number) => void,
  ) {
    this.#line = line;
    this.#meter = meter;
    this.#outcome = outcome;
    this.#say = say;
  }

  get open(): boolean {
    return this.#line.open;
  }

  get inFlight(): number {
    return this.#waiting.size;
  }

  fire(scheduledAt: number, onAnswer?: () => void): boolean {
    this.#meter.sent(scheduledAt, performance.now());
    const id = ++this.#said;
    this.#waiting.put(id, { scheduledAt, onAnswer });
    this.#say(id);
    return true;
  }

  heard(id: number): void {
    const sent = this.#waiting.take(id);
    if (sent === undefined) return;
    this.#meter.answered(sent.scheduledAt, this.#outcome);
    sent.onAnswer?.();
  }

  drop(): void {
    this.#line.drop();
  }
}

const text = (id: number): string => `Saint-Étienne ${id % 997}`;

/** Resolves with the contestant that `open` makes, once it says so; a connection lost before that rejects, later it counts. */
export function connecting(
  meter: Meter,
  open: (ready: () => void, onClosed: (reason: string) => void) => EchoContestant,
): Promise<EchoContestant> {
  return new Promise((resolve, reject) => {
    const contestant = open(
      () => resolve(contestant),
      (reason) => {
        meter.failed(`closed: ${reason}`);
        reject(new Error(reason));
      },
    );
  });
}

/** `42N["guess",{…}]` → `43N[{…}]`: what Socket.IO itself costs. */
export const connectSocketIoEcho = (target: Target, meter: Meter): Promise<EchoContestant> =>
  connecting(meter, (onConnected, onClosed) => {
    const session = new Session(target, {}, { onConnected, onEvent: () => undefined, onClosed });
    const contestant = new EchoContestant(session, meter, 'echoed', (id) => {
      const payload = `{"roomId":"ECHO22","guessId":"g${id}","text":${asciiJson(text(id))}}`;
      session.send('guess', payload, () => contestant.heard(id));
    });
    return contestant;
  });

/** The same message as plain JSON over a bare WebSocket: what the socket itself costs. */
export const connectWsEcho = (target: Target, meter: Meter): Promise<EchoContestant> =>
  connecting(meter, (onOpen, onClosed) => {
    const link = new Link(target, '/', {
      onOpen,
      onFrame: (opcode, bytes, start, end) => {
        if (opcode === TEXT) contestant.heard(integerOf(bytes.toString('latin1', start, end), 'guessId'));
      },
      onClosed,
    });
    const contestant = new EchoContestant(link, meter, 'echoed', (id) =>
      link.send(clientFrame(`{"roomId":"ECHO22","guessId":${id},"text":${asciiJson(text(id))}}`)),
    );
    return contestant;
  });
