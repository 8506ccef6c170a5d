import type { Ack, Answers, CommandName, View, Welcome } from '../../shared/messages.ts';
import type { Meter } from '../measure/meter.ts';
import { asciiJson } from '../raw-client/websocket-frame.ts';
import { Outstanding } from '../raw-client/pending-requests.ts';
import { cityIdsOf, eachSeq, integerOf } from '../raw-client/json-scan.ts';
import { Session, utf8 } from '../raw-client/socketio-client.ts';
import type { Target } from '../raw-client/target.ts';
import { Credits } from './acknowledged-finds.ts';
import { insist } from './retry.ts';
import { Ledger } from './sequence-tracker.ts';
import type { Room } from './room.ts';

/** A guess as it was sent, or is yet to be. */
interface Guess {
  id: number;
  text: string;
  /** When it was due, `performance.now()` ms. */
  scheduledAt: number;
}

const OUTCOME = '"outcome":"';
const CODE = '"code":"';

function valueOf(text: string, key: string): string | undefined {
  const at = text.indexOf(key);
  return at < 0 ? undefined : text.slice(at + key.length, text.indexOf('"', at + key.length));
}

/** One player, or spectator, on one connection at a time. */
export class Player {
  readonly room: Room;
  readonly target: Target;
  readonly ledger = new Ledger();
  readonly credits = new Credits();
  /** Guesses without an answer: nobody knows whether they were recorded, until they are sent again. */
  readonly unsure: Guess[] = [];
  playerId = '';
  /** Signed identity, for coming back to the same seat. */
  token: string | undefined;
  /** Left the room for good: owed nothing, not brought back. */
  left = false;

  readonly #meter: Meter;
  readonly #pending = new Outstanding<Guess>();
  readonly #losses = new Set<(reason: Error) => void>();
  #session: Session | undefined;
  #nextId = 0;
  #syncing = false;

  constructor(room: Room, target: Target, meter: Meter) {
    this.room = room;
    this.target = target;
    this.#meter = meter;
  }

  get open(): boolean {
    return this.#session?.open ?? false;
  }

  get inFlight(): number {
    return this.#pending.size;
  }

  /** Connects and waits for `welcome`; rejects with the reason when refused. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      let settled = false;
      const options = {
        ...(this.token === undefined ? {} : { auth: { token: this.token } }),
        ...(this.room.id === '' ? {} : { query: { room: this.room.id } }),
      };
      this.#session = new Session(this.target, options, {
        onConnected: () => undefined,
        onEvent: (text) =>
          this.#onEvent(text, (welcome) => {
            this.playerId = welcome.playerId;
            this.token = welcome.token ?? this.token;
            settled = true;
            resolve();
          }),
        onClosed: (reason, code) => {
          const error = new Error(code ?? reason);
          this.#lose(error);
          if (settled) this.#meter.failed(`closed: ${reason}`);
          else reject(error);
        },
      });
    });
  }

  /** Sends a command; the answer, refused or not, is a value. Rejects when the connection goes. */
  command<Name extends CommandName>(name: Name, payload: object): Promise<Ack<Answers[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.#session === undefined) throw new Error('not connected');
      this.#losses.add(reject);
      this.#session.send(name, asciiJson(payload), (answer) => {
        this.#losses.delete(reject);
        resolve(JSON.parse(utf8(answer)) as Ack<Answers[Name]>);
      });
    });
  }

  /** Takes the seat (again) and notes what its view covers. */
  async join(as?: 'spectator'): Promise<View> {
    const payload = { roomId: this.room.id, ...(as === undefined ? {} : { as }) };
    const answer = await insist(() => this.command('join', payload));
    this.ledger.viewed(answer.seq);
    return answer.view;
  }

  /** Sends a guess without waiting; without a connection it joins the unsure. `onAnswer` gets outcome or refusal code. */
  guess(text: string, scheduledAt: number, onAnswer?: (outcome: string) => void): void {
    this.#meter.sent(scheduledAt, performance.now());
    this.#send({ id: this.#nextId++, text, scheduledAt }, onAnswer);
  }

  /** Sends the unsure guesses again, under their ids: the server answers as it did, or judges them now. */
  resend(): void {
    for (const guess of this.unsure.splice(0)) this.#send(guess);
  }

  /** Asks for what a gap hides. */
  sync(): void {
    if (this.#syncing || this.#session === undefined) return;
    this.#syncing = true;
    const payload = `{"roomId":"${this.room.id}","since":${this.ledger.watermark}}`;
    this.#session.send('sync', payload, (answer) => {
      this.#syncing = false;
      if (answer.includes('"view":')) {
        this.ledger.viewed((JSON.parse(utf8(answer)) as { seq: number }).seq);
      } else eachSeq(answer, (seq) => void this.ledger.mark(seq));
    });
  }

  drop(): void {
    this.#lose(new Error('dropped'));
    this.#session?.drop();
    this.#session = undefined;
  }

  /** What was under way on a connection that is gone. */
  #lose(reason: Error): void {
    this.#syncing = false;
    this.unsure.push(...this.#pending.takeAll());
    for (const lose of this.#losses) lose(reason);
    this.#losses.clear();
  }

  #send(guess: Guess, onAnswer?: (outcome: string) => void): void {
    if (this.#session === undefined || !this.#session.open) {
      this.unsure.push(guess);
      return;
    }
    const sentAt = performance.now();
    this.#pending.put(guess.id, guess);
    const payload = `{"roomId":"${this.room.id}","guessId":"g${guess.id}","text":${asciiJson(guess.text)}}`;
    this.#session.send('guess', payload, (answer) => {
      const outcome = this.#onAnswer(answer, guess, sentAt);
      onAnswer?.(outcome);
    });
  }

  /** Returns the outcome, or the code of a refusal. */
  #onAnswer(answer: string, guess: Guess, sentAt: number): string {
    this.#pending.take(guess.id);
    const outcome = valueOf(answer, OUTCOME);
    if (outcome === undefined) {
      const code = valueOf(answer, CODE) ?? 'unreadable';
      this.#meter.answered(guess.scheduledAt, code);
      this.#meter.failed(`refused: ${code}`);
      // What the server could not save may or may not be there.
      if (code === 'unavailable') this.unsure.push(guess);
      return code;
    }
    if (outcome === 'found') {
      this.#meter.accepted();
      const seq = integerOf(answer, 'seq');
      this.credits.add(seq, cityIdsOf(answer));
      this.ledger.mark(seq);
      this.room.lag.sent(seq, sentAt);
    }
    this.#meter.answered(guess.scheduledAt, outcome);
    return outcome;
  }

  #onEvent(text: string, welcomed: (welcome: Welcome) => void): void {
    if (text.startsWith('["events"')) {
      eachSeq(text, (seq) => {
        if (!this.ledger.mark(seq)) return;
        this.#meter.delivered();
        this.room.lag.arrived(seq);
      });
    } else if (text.startsWith('["heartbeat"')) {
      if (integerOf(text, 'seq') > this.ledger.watermark) this.sync();
    } else if (text.startsWith('["welcome"')) {
      welcomed((JSON.parse(utf8(text)) as [string, Welcome])[1]);
    }
  }
}
