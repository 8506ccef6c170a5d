import type { Meter } from '../measure/meter.ts';
import { integerOf } from '../raw-client/json-scan.ts';
import { PendingRequests } from '../raw-client/pending-requests.ts';
import { SocketIoClient } from '../raw-client/socketio-client.ts';
import type { Target } from '../raw-client/target.ts';
import { asciiJson, clientFrame, TEXT } from '../raw-client/websocket-frame.ts';
import { RawWebSocket } from '../raw-client/websocket.ts';
import type { VirtualUser } from './virtual-user.ts';

/** What an echo user needs of its connection. */
interface Connection {
  readonly open: boolean;
  drop(): void;
}

/** A virtual user of a baseline: the same message as a guess, answered with itself. */
export class EchoUser implements VirtualUser {
  readonly #connection: Connection;
  readonly #meter: Meter;
  readonly #outcome: string;
  readonly #write: (id: number) => void;
  readonly #underWay = new PendingRequests<{ scheduledAt: number; onAnswer: (() => void) | undefined }>();
  #lastId = 0;

  /** `write` sends message number `id`; whoever reads its answer calls `answered`, which counts it as `outcome`. */
  constructor(connection: Connection, meter: Meter, outcome: string, write: (id: number) => void) {
    this.#connection = connection;
    this.#meter = meter;
    this.#outcome = outcome;
    this.#write = write;
  }

  get open(): boolean {
    return this.#connection.open;
  }

  get inFlight(): number {
    return this.#underWay.size;
  }

  send(scheduledAt: number, onAnswer?: () => void): boolean {
    this.#meter.sent(scheduledAt, performance.now());
    const id = ++this.#lastId;
    this.#underWay.put(id, { scheduledAt, onAnswer });
    this.#write(id);
    return true;
  }

  answered(id: number): void {
    const sent = this.#underWay.take(id);
    if (sent === undefined) return;
    this.#meter.answered(sent.scheduledAt, this.#outcome);
    sent.onAnswer?.();
  }

  drop(): void {
    this.#connection.drop();
  }
}

const text = (id: number): string => `Saint-Étienne ${id % 997}`;

/** Resolves with the user that `open` makes, once it is ready; a connection lost before that rejects, later it counts as an error. */
export function whenConnected(
  meter: Meter,
  open: (onReady: () => void, onClosed: (reason: string) => void) => EchoUser,
): Promise<EchoUser> {
  return new Promise((resolve, reject) => {
    const user = open(
      () => resolve(user),
      (reason) => {
        meter.failed(`closed: ${reason}`);
        reject(new Error(reason));
      },
    );
  });
}

/** `42N["guess",{…}]` → `43N[{…}]`: what Socket.IO itself costs. */
export const connectSocketIoEcho = (target: Target, meter: Meter): Promise<EchoUser> =>
  whenConnected(meter, (onConnected, onClosed) => {
    const client = new SocketIoClient(target, {}, { onConnected, onEvent: () => undefined, onClosed });
    const user = new EchoUser(client, meter, 'echoed', (id) => {
      const payload = `{"roomId":"ECHO22","guessId":"g${id}","text":${asciiJson(text(id))}}`;
      client.send('guess', payload, () => user.answered(id));
    });
    return user;
  });

/** The same message as plain JSON over a bare WebSocket: what the socket itself costs. */
export const connectWsEcho = (target: Target, meter: Meter): Promise<EchoUser> =>
  whenConnected(meter, (onOpen, onClosed) => {
    const socket = new RawWebSocket(target, '/', {
      onOpen,
      onFrame: (opcode, bytes, start, end) => {
        if (opcode === TEXT) user.answered(integerOf(bytes.toString('latin1', start, end), 'guessId'));
      },
      onClosed,
    });
    const user = new EchoUser(socket, meter, 'echoed', (id) =>
      socket.send(clientFrame(`{"roomId":"ECHO22","guessId":${id},"text":${asciiJson(text(id))}}`)),
    );
    return user;
  });
