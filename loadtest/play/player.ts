import type { Ack, Answers, CommandName, View, Welcome } from '../../shared/messages.ts';
import type { Meter } from '../driver/meter.ts';
import { asciiJson } from '../wire/frame.ts';
import { cityIdsOf, eachSeq, integerOf } from '../wire/scan.ts';
import { openSession, utf8, type Session } from '../wire/session.ts';
import type { Target } from '../wire/target.ts';
import { insist } from './insist.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Room } from './room.ts';

/** A guess the server credited. */
interface Credit {
  seq: number;
  cities: number[];
}

/** A guess as it was sent, or is yet to be. */
interface Guess {
  id: number;
  text: string;
  /** When it was due, `performance.now()` ms. */
  scheduledAt: number;
}

/** One player, or spectator, on one connection at a time. */
export interface Player {
  readonly room: Room;
  readonly target: Target;
  playerId: string;
  /** Signed identity, for coming back to the same seat. */
  token: string | undefined;
  readonly ledger: Ledger;
  readonly credits: Credit[];
  /** Guesses without an answer: nobody knows whether they were recorded, until they are sent again. */
  readonly unsure: Guess[];
  /** Left the room for good: owed nothing, not brought back. */
  left: boolean;
  readonly open: boolean;
  readonly inFlight: number;
  /** Connects and waits for `welcome`; rejects with the reason when refused. */
  connect(): Promise<void>;
  /** Sends a command; the answer, refused or not, is a value. Rejects when the connection goes. */
  command<Name extends CommandName>(name: Name, payload: object): Promise<Ack<Answers[Name]>>;
  /** Takes the seat (again) and notes what its view covers. */
  join(as?: 'spectator'): Promise<View>;
  /** Sends a guess without waiting; without a connection it joins the unsure. `onAnswer` gets outcome or refusal code. */
  guess(text: string, scheduledAt: number, onAnswer?: (outcome: string) => void): void;
  /** Asks for what a gap hides. */
  sync(): void;
  /** Sends the unsure guesses again, under their ids: the server answers as it did, or judges them now. */
  resend(): void;
  drop(): void;
}

const OUTCOME = '"outcome":"';
const CODE = '"code":"';

function valueOf(text: string, key: string): string | undefined {
  const at = text.indexOf(key);
  return at < 0 ? undefined : text.slice(at + key.length, text.indexOf('"', at + key.length));
}

export function createPlayer(room: Room, target: Target, meter: Meter): Player {
  const ledger = createLedger();
  const credits: Credit[] = [];
  const unsure: Guess[] = [];
  const pending = new Map<number, Guess>();
  const losses = new Set<(reason: Error) => void>();
  let session: Session | undefined;
  let nextId = 0;
  let syncing = false;

  function onEvent(text: string, welcomed: (welcome: Welcome) => void): void {
    if (text.startsWith('["events"')) {
      eachSeq(text, (seq) => {
        if (!ledger.mark(seq)) return;
        meter.delivered();
        room.lag.arrived(seq);
      });
    } else if (text.startsWith('["heartbeat"')) {
      if (integerOf(text, 'seq') > ledger.watermark) player.sync();
    } else if (text.startsWith('["welcome"')) {
      welcomed((JSON.parse(utf8(text)) as [string, Welcome])[1]);
    }
  }

  function onGuessAnswer(answer: string, guess: Guess, sentAt: number): string {
    pending.delete(guess.id);
    const outcome = valueOf(answer, OUTCOME);
    if (outcome === undefined) {
      const code = valueOf(answer, CODE) ?? 'unreadable';
      meter.answered(guess.scheduledAt, code);
      meter.failed(`refused: ${code}`);
      // What the server could not save may or may not be there.
      if (code === 'unavailable') unsure.push(guess);
      return code;
    }
    if (outcome === 'found') {
      meter.accepted();
      const seq = integerOf(answer, 'seq');
      credits.push({ seq, cities: cityIdsOf(answer) });
      ledger.mark(seq);
      room.lag.sent(seq, sentAt);
    }
    meter.answered(guess.scheduledAt, outcome);
    return outcome;
  }

  function sendGuess(guess: Guess, onAnswer?: (outcome: string) => void): void {
    if (session === undefined || !session.open) {
      unsure.push(guess);
      return;
    }
    const sentAt = performance.now();
    pending.set(guess.id, guess);
    const payload = `{"roomId":"${room.id}","guessId":"g${guess.id}","text":${asciiJson(guess.text)}}`;
    session.send('guess', payload, (answer) => {
      const outcome = onGuessAnswer(answer, guess, sentAt);
      onAnswer?.(outcome);
    });
  }

  const player: Player = {
    room,
    target,
    playerId: '',
    token: undefined,
    left: false,
    ledger,
    credits,
    unsure,
    get open() {
      return session?.open ?? false;
    },
    get inFlight() {
      return pending.size;
    },
    connect: () =>
      new Promise((resolve, reject) => {
        let settled = false;
        session = openSession(
          target,
          {
            ...(player.token === undefined ? {} : { auth: { token: player.token } }),
            ...(room.id === '' ? {} : { query: { room: room.id } }),
          },
          {
            onConnected: () => undefined,
            onEvent: (text) =>
              onEvent(text, (welcome) => {
                player.playerId = welcome.playerId;
                player.token = welcome.token ?? player.token;
                settled = true;
                resolve();
              }),
            onClosed: (reason, code) => {
              const error = new Error(code ?? reason);
              unsure.push(...pending.values());
              pending.clear();
              for (const lose of losses) lose(error);
              losses.clear();
              if (settled) meter.failed(`closed: ${reason}`);
              else reject(error);
            },
          },
        );
      }),
    command: (name, payload) =>
      new Promise((resolve, reject) => {
        if (session === undefined) throw new Error('not connected');
        losses.add(reject);
        session.send(name, asciiJson(payload), (answer) => {
          losses.delete(reject);
          resolve(JSON.parse(utf8(answer)) as Ack<Answers[typeof name]>);
        });
      }),
    async join(as) {
      const payload = { roomId: room.id, ...(as === undefined ? {} : { as }) };
      const answer = await insist(() => player.command('join', payload));
      ledger.viewed(answer.seq);
      return answer.view;
    },
    guess(text, scheduledAt, onAnswer) {
      meter.sent(scheduledAt, performance.now());
      sendGuess({ id: nextId++, text, scheduledAt }, onAnswer);
    },
    resend() {
      for (const guess of unsure.splice(0)) sendGuess(guess);
    },
    sync() {
      if (syncing || session === undefined) return;
      syncing = true;
      session.send('sync', `{"roomId":"${room.id}","since":${ledger.watermark}}`, (answer) => {
        syncing = false;
        if (answer.includes('"view":')) {
          ledger.viewed((JSON.parse(utf8(answer)) as { seq: number }).seq);
        } else eachSeq(answer, (seq) => void ledger.mark(seq));
      });
    },
    drop() {
      unsure.push(...pending.values());
      pending.clear();
      syncing = false;
      for (const lose of losses) lose(new Error('dropped'));
      losses.clear();
      session?.drop();
      session = undefined;
    },
  };
  return player;
}
