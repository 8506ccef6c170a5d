import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { createRelay } from '../../shared/client/relay.ts';
import { retryUntilAccepted } from '../../shared/client/retry.ts';
import { createRoomSession, type RoomSession } from '../../shared/client/room-session.ts';
import type { RoomTarget } from '../../shared/client/join-flow.ts';
import { createServerClock } from '../../shared/client/server-clock.ts';
import type { Commands } from '../../shared/commands.ts';
import type { Ack, Answers, CommandName, GuessAnswer, RoomEvent, View } from '../../shared/messages.ts';
import { createCheckedTransport } from './checked-transport.ts';

type Answer<Name extends CommandName> = Ack<Answers[Name]>;

/** What a player has been promised: every acknowledged find, by the text that named it. */
export interface Ledger {
  acknowledged: Map<string, GuessAnswer>;
  /** Sent, and never answered. */
  open: Set<string>;
}

/**
 * A player on the client library of shared/client, as any bot has it, that reconnects to any node of a list and holds every
 * frame against the schemas.
 */
export interface TestPlayer {
  readonly playerId: string;
  readonly view: View | null;
  readonly watermark: number;
  readonly ledger: Ledger;
  /** Every event applied, in order. */
  readonly events: readonly RoomEvent[];
  /** Frames exactly as they arrived, for what must not be in them. */
  readonly frames: readonly string[];
  readonly superseded: readonly string[];
  readonly reconnects: number;
  readonly socket: Socket;
  /** The node that it is connected to. */
  url(): string;
  /** Sends a command once; throws when it is not answered. */
  ask<Name extends CommandName>(
    name: Name,
    payload: Commands[Name],
    timeoutMs?: number,
  ): Promise<Answer<Name>>;
  /** Sends a command until it is accepted or refused for good, through any number of reconnections. */
  retryUntilAccepted<Name extends CommandName>(
    name: Name,
    payload: Commands[Name],
    forMs?: number,
  ): Promise<Answer<Name>>;
  create(settings: Commands['create']['settings']): Promise<string>;
  join(roomId: string, as?: 'player' | 'spectator'): Promise<View>;
  guess(text: string, forMs?: number): Promise<Ack<GuessAnswer>>;
  /** Resolves once the view satisfies a condition. */
  until(condition: (view: View) => boolean, what: string, forMs?: number): Promise<View>;
  /** Connects to this node next, now. */
  move(url: string): Promise<void>;
  close(): void;
}

export interface PlayerOptions {
  /** Nodes to try in turn when the connection is lost. */
  urls: readonly string[];
  name?: string;
  token?: string;
  /** Keep `frames`. */
  record?: boolean;
}

const PATIENCE_MS = 30_000;
/** Between two attempts to connect, or to get an answer, ms. */
const AGAIN_MS = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Rejects when a promise takes longer than `forMs`. */
async function within<T>(promise: Promise<T>, forMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} was not answered in ${forMs} ms`)), forMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export async function connectPlayer(options: PlayerOptions): Promise<TestPlayer> {
  const timers = globalThis;
  const relay = createRelay();
  const clock = createServerClock(() => performance.now());
  clock.follow(relay);
  const ledger: Ledger = { acknowledged: new Map(), open: new Set() };
  const events: RoomEvent[] = [];
  const frames: string[] = [];
  const superseded: string[] = [];
  let urlIndex = 0;
  let current = '';
  let socket: Socket;
  let token = options.token;
  let playerId = '';
  let session: RoomSession | null = null;
  let closed = false;
  let reconnects = -1;

  relay.listen({
    welcome(message) {
      playerId = message.playerId;
      token = message.token ?? token;
      reconnects += 1;
    },
    superseded: (roomId) => void superseded.push(roomId),
  });

  function open(): Promise<void> {
    current = options.urls[urlIndex % options.urls.length]!;
    urlIndex += 1;
    const mine = io(current, {
      transports: ['websocket'],
      auth: {
        ...(token === undefined ? {} : { token }),
        ...(options.name === undefined ? {} : { name: options.name }),
      },
      query: session?.roomId == null ? {} : { room: session.roomId },
      reconnection: false,
      forceNew: true,
      timeout: 3000,
    });
    socket = mine;
    if (options.record)
      mine.io.engine.on('packet', (packet: { data?: unknown }) => frames.push(String(packet.data)));
    mine.on('draining', () => mine.disconnect());
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        mine.disconnect();
        reject(error);
      };
      mine.once('connect_error', fail);
      // Killed between the handshake and its welcome.
      mine.once('disconnect', () => fail(new Error('disconnected before welcome')));
      mine.once('welcome', () => {
        mine.on('disconnect', () => void reconnect(mine));
        resolve();
      });
      relay.use(createCheckedTransport(mine, timers));
    });
  }

  const isClosed = (): boolean => closed;

  async function reconnect(lost: Socket): Promise<void> {
    if (lost !== socket) return;
    for (;;) {
      await pause(AGAIN_MS);
      if (isClosed()) return;
      const opened = await open().then(
        () => true,
        () => false,
      );
      if (opened) return;
    }
  }

  async function enter(target: RoomTarget, as?: 'player' | 'spectator'): Promise<View> {
    if (session?.roomId == null || !('roomId' in target) || session.roomId !== target.roomId) {
      session?.stop();
      session = createRoomSession({ transport: relay, timers, clock, newId: randomUUID, target });
      session.onChange((_, event) => event && events.push(event));
    }
    const answer = await within(session.enter(as), PATIENCE_MS, 'join');
    if (!answer?.ok) throw new Error(`join: ${answer?.code ?? 'superseded'}`);
    return answer.view;
  }

  await open();
  return {
    get playerId() {
      return playerId;
    },
    get view() {
      return session?.view ?? null;
    },
    get watermark() {
      return session?.watermark ?? 0;
    },
    get socket() {
      return socket;
    },
    get reconnects() {
      return reconnects;
    },
    url: () => current,
    ledger,
    events,
    frames,
    superseded,
    async ask(name, payload, timeoutMs = 4000) {
      const answer = await relay.send(name, payload, timeoutMs);
      if (!answer) throw new Error(`${name} was not answered in ${timeoutMs} ms`);
      return answer;
    },
    async retryUntilAccepted(name, payload, forMs = PATIENCE_MS) {
      const give = Date.now() + forMs;
      const answer = await retryUntilAccepted(() => relay.send(name, payload, 2500), {
        timers,
        silentMs: AGAIN_MS,
        keepTrying: (waitMs) => Date.now() + waitMs < give,
      });
      if (!answer) throw new Error(`${name} was not answered in ${forMs} ms`);
      return answer;
    },
    async create(settings) {
      return (await enter({ createId: randomUUID(), settings })).roomId;
    },
    join: (roomId, as) => enter({ roomId }, as),
    async guess(text, forMs = PATIENCE_MS) {
      ledger.open.add(text);
      const guessId = `${playerId}:${text}`.slice(0, 64);
      const answer = await within(session!.guess(text, guessId), forMs, `guess ${text}`);
      if (!answer) throw new Error(`guess ${text} was dropped`);
      ledger.open.delete(text);
      if (answer.ok && answer.outcome === 'found') ledger.acknowledged.set(text, answer);
      return answer;
    },
    async until(condition, what, forMs = 15_000) {
      const give = Date.now() + forMs;
      for (;;) {
        const view = session?.view;
        if (view && condition(view)) return view;
        if (Date.now() > give) throw new Error(`the view never showed: ${what}`);
        await pause(20);
      }
    },
    async move(url) {
      urlIndex = options.urls.indexOf(url);
      socket.off('disconnect');
      socket.disconnect();
      await open();
      if (session) await within(session.enter(), PATIENCE_MS, 'join');
    },
    close() {
      closed = true;
      session?.stop();
      socket.disconnect();
    },
  };
}
