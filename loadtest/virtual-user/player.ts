import { setTimeout as sleep } from 'node:timers/promises';
import { createCatchUp } from '../../shared/client/catch-up.ts';
import { retryDelay, retryUntilAccepted } from '../../shared/client/retry.ts';
import type { Ack, Answers, CommandName, View, Welcome } from '../../shared/messages.ts';
import type { Meter } from '../measure/meter.ts';
import { cityIdsOf, eachSeq, integerOf, textOf } from '../raw-client/json-scan.ts';
import { SocketIoClient, utf8 } from '../raw-client/socketio-client.ts';
import type { Target } from '../raw-client/target.ts';
import { asciiJson } from '../raw-client/websocket-frame.ts';
import { AcknowledgedFinds } from './acknowledged-finds.ts';
import { GuessOutbox, type Guess } from './guess-outbox.ts';
import { readRefusal } from './guess-refusal.ts';
import { HandshakeRefused } from './handshake-refused.ts';
import { HeldGuesses } from './held-guesses.ts';
import type { RoomInfo } from './room-info.ts';
import { SequenceTracker } from './sequence-tracker.ts';

/** How often a command is sent, or a connection tried, before its refusal is final. */
const TRIES = 20;

/** One player, or spectator, on one connection at a time. */
export class Player {
  readonly room: RoomInfo;
  readonly target: Target;
  readonly sequence = new SequenceTracker();
  readonly acknowledged = new AcknowledgedFinds();
  readonly outbox = new GuessOutbox();
  playerId = '';
  /** Signed identity, for coming back to the same seat. */
  token: string | undefined;
  /** Left the room for good: no event is expected, nobody reconnects it. */
  left = false;
  /** Goes on at its rate whatever is refused, and sends no refused guess again. */
  isImpatient = false;

  readonly #meter: Meter;
  readonly #rejectOnLoss = new Set<(reason: Error) => void>();
  readonly #held = new HeldGuesses({
    send: (guess, onAnswer) => this.#send(guess, onAnswer),
    isOpen: () => this.open,
    inFlight: () => this.outbox.inFlight,
  });
  readonly #catchUp = createCatchUp({
    timers: globalThis,
    progress: () => this.sequence,
    sync: (since) => this.#sync(since),
    // Not by joining again: a view stands for everything before it, and would hide from the audit what the server lost.
    refetch: () => this.#meter.failed('sync left a gap'),
  });
  #client: SocketIoClient | undefined;

  constructor(room: RoomInfo, target: Target, meter: Meter) {
    this.room = room;
    this.target = target;
    this.#meter = meter;
  }

  get open(): boolean {
    return this.#client?.open ?? false;
  }

  /** Guesses that wait because the server asked for it. */
  get heldCount(): number {
    return this.#held.size;
  }

  /** Connects as {@link connect} does, and again when the server said to come back later. */
  async connectPatiently(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.connect();
        return;
      } catch (error) {
        if (!(error instanceof HandshakeRefused) || tries === TRIES) throw error;
        await sleep(error.retryAfterMs);
      }
    }
  }

  /** Connects and waits for `welcome`; rejects with the reason when refused. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      let settled = false;
      const options = {
        ...(this.token === undefined ? {} : { auth: { token: this.token } }),
        ...(this.room.id === '' ? {} : { query: { room: this.room.id } }),
      };
      this.#client = new SocketIoClient(this.target, options, {
        onConnected: () => undefined,
        onEvent: (text) =>
          this.#onEvent(text, (welcome) => {
            this.playerId = welcome.playerId;
            this.token = welcome.token ?? this.token;
            settled = true;
            resolve();
          }),
        onClosed: (reason, code, retryAfterMs) => {
          const error =
            retryAfterMs === undefined
              ? new Error(code ?? reason)
              : new HandshakeRefused(code ?? reason, retryAfterMs);
          this.#connectionLost(error);
          if (settled) this.#meter.failed(`closed: ${reason}`);
          else reject(error);
        },
      });
    });
  }

  /** Sends a command; the answer, refused or not, is a value. Rejects without a connection, and when it is lost. */
  command<Name extends CommandName>(name: Name, payload: object): Promise<Ack<Answers[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.#client === undefined || !this.#client.open) throw new Error('not connected');
      this.#rejectOnLoss.add(reject);
      this.#client.send(name, asciiJson(payload), (answer) => {
        this.#rejectOnLoss.delete(reject);
        resolve(JSON.parse(utf8(answer)) as Ack<Answers[Name]>);
      });
    });
  }

  /**
   * Sends a command until it is accepted. Rejects with the code of a refusal that stands, or still does after
   * {@link TRIES} tries, and when the connection is lost.
   */
  async request<Name extends CommandName>(
    name: Name,
    payload: object,
  ): Promise<Answers[Name] & { ok: true }> {
    let tries = 1;
    const answer = await retryUntilAccepted(() => this.command(name, payload), {
      timers: globalThis,
      keepTrying: () => tries++ < TRIES,
    });
    if (answer?.ok) return answer;
    throw new Error(answer ? `${answer.code}: ${answer.message}` : 'no answer');
  }

  /** Takes the seat (again) and notes what its view covers. */
  async join(as?: 'spectator'): Promise<View> {
    const payload = { roomId: this.room.id, ...(as === undefined ? {} : { as }) };
    const answer = await this.request('join', payload);
    this.sequence.viewed(answer.seq);
    this.#checkGap();
    return answer.view;
  }

  /** Sends a guess without waiting; without a connection it stays in the outbox. `onAnswer` gets outcome or refusal code. */
  guess(text: string, scheduledAt: number, onAnswer?: (outcome: string) => void): void {
    this.#meter.sent(scheduledAt, performance.now());
    const guess = this.outbox.create(text, scheduledAt);
    if (this.#held.isWaiting) this.#held.add(guess, onAnswer);
    else this.#send(guess, onAnswer);
  }

  /** Gives up the guesses held back that are certainly not recorded. */
  giveUp(): void {
    this.#meter.givenUp(this.#held.giveUp());
  }

  /** Holds nothing back any more: what may be recorded is indeterminate from now on. */
  settle(): void {
    this.giveUp();
    for (const guess of this.#held.stop()) this.outbox.addIndeterminate(guess);
  }

  /** Sends the indeterminate guesses again, under their ids: the server answers as it did, or judges them now. */
  resend(): void {
    for (const guess of this.outbox.takeIndeterminate()) this.#send(guess);
    this.#held.pump();
  }

  /** Leaves the room for good; the seat and its finds stay. Rejects when the connection is lost before the answer. */
  async leave(): Promise<void> {
    this.left = true;
    try {
      if (this.open) await this.command('leave', { roomId: this.room.id });
    } finally {
      this.stop();
    }
  }

  /** Loses the connection, as a network does; `connect` and `join` bring the player back. */
  drop(): void {
    this.#connectionLost(new Error('dropped'));
    this.#client?.drop();
    this.#client = undefined;
  }

  /** Drops the connection, and nothing runs any more. */
  stop(): void {
    this.#catchUp.stop();
    this.#held.stop();
    this.drop();
  }

  #connectionLost(reason: Error): void {
    this.outbox.connectionLost();
    for (const reject of this.#rejectOnLoss) reject(reason);
    this.#rejectOnLoss.clear();
  }

  /** Called for every answer and every frame of events: without a gap it costs one comparison. */
  #checkGap(): void {
    if (this.sequence.hasGap) this.#catchUp.check();
  }

  /** Asks for what follows `since` and notes what comes; see `createCatchUp` for what it resolves with. */
  async #sync(since: number): Promise<{ seq: number } | { retryAfterMs: number } | null> {
    const answer = await this.command('sync', { roomId: this.room.id, since }).catch(() => null);
    if (answer === null) return null;
    if (!answer.ok) {
      const waitMs = retryDelay(answer);
      return waitMs === null ? null : { retryAfterMs: waitMs };
    }
    // The answer's own `seq` is the room's: a page of events may end before it.
    if ('view' in answer) this.sequence.viewed(answer.seq);
    else
      for (const { seq, covers = [] } of answer.events)
        [seq, ...covers].forEach((each) => this.sequence.received(each));
    return { seq: answer.seq };
  }

  #send(guess: Guess, onAnswer?: (outcome: string) => void): void {
    if (this.#client === undefined || !this.#client.open) {
      this.outbox.addIndeterminate(guess);
      return;
    }
    const sentAt = performance.now();
    this.outbox.sent(guess);
    const payload = `{"roomId":"${this.room.id}","guessId":"g${guess.id}","text":${asciiJson(guess.text)}}`;
    this.#client.send('guess', payload, (answer) => {
      this.outbox.answered(guess);
      const outcome = textOf(answer, 'outcome');
      if (outcome === undefined) this.#onRefusal(answer, guess, sentAt, onAnswer);
      else {
        this.#onOutcome(outcome, answer, guess, sentAt);
        onAnswer?.(outcome);
        this.#held.answered();
      }
    });
  }

  #onRefusal(answer: string, guess: Guess, sentAt: number, onAnswer?: (outcome: string) => void): void {
    const { code, waitMs, mayBeRecorded } = readRefusal(answer);
    this.#meter.refused(guess.wasRefused ? sentAt : guess.scheduledAt, code);
    guess.wasRefused = true;
    guess.isOpen ||= mayBeRecorded;
    if (waitMs !== null && !this.isImpatient) {
      this.#held.refused(guess, onAnswer, waitMs);
      return;
    }
    if (guess.isOpen) this.outbox.addIndeterminate(guess);
    onAnswer?.(code);
    this.#held.pump();
  }

  #onOutcome(outcome: string, answer: string, guess: Guess, sentAt: number): void {
    if (outcome === 'found') {
      this.#meter.accepted();
      const seq = integerOf(answer, 'seq');
      this.acknowledged.add(seq, cityIdsOf(answer));
      this.sequence.received(seq);
      this.#checkGap();
      this.room.lag.sent(seq, sentAt);
    }
    this.#meter.answered(guess.scheduledAt, outcome);
  }

  #onEvent(text: string, onWelcome: (welcome: Welcome) => void): void {
    if (text.startsWith('["events"')) {
      eachSeq(text, (seq) => {
        if (!this.sequence.received(seq)) return;
        this.#meter.delivered();
        this.room.lag.arrived(seq);
      });
      this.#checkGap();
    } else if (text.startsWith('["heartbeat"')) {
      this.#catchUp.heartbeat(integerOf(text, 'seq'));
    } else if (text.startsWith('["welcome"')) {
      onWelcome((JSON.parse(utf8(text)) as [string, Welcome])[1]);
    }
  }
}
