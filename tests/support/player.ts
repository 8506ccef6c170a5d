import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Commands } from '../../shared/commands.ts';
import type {
  Ack,
  Answers,
  CommandName,
  GuessAnswer,
  RoomEvent,
  View,
  Welcome,
} from '../../shared/messages.ts';
import { applyEvent, createInbox, type Inbox } from '../../shared/room/apply.ts';
import { ANSWERS, MESSAGES } from '../../shared/shapes.ts';

type Answer<Name extends CommandName> = Ack<Answers[Name]>;

/** What a player has been promised: every acknowledged find, by the text that named it. */
export interface Ledger {
  acknowledged: Map<string, GuessAnswer>;
  /** Sent, and never answered. */
  open: Set<string>;
}

/**
 * A player as docs/protocol.md allows one to be written: keeps a watermark, ignores repeats, syncs gaps, reconnects to any node
 * of a list, and sends a guess again under the same id until it is answered. Every frame is held against the schemas.
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
  ask<Name extends CommandName>(
    name: Name,
    payload: Commands[Name],
    timeoutMs?: number,
  ): Promise<Answer<Name>>;
  /** Asks until it is answered with something else than `unavailable`, through any number of reconnections. */
  insist<Name extends CommandName>(
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

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function connectPlayer(options: PlayerOptions): Promise<TestPlayer> {
  let urlIndex = 0;
  let current = '';
  let socket: Socket;
  let token = options.token;
  let playerId = '';
  let roomId: string | null = null;
  let view: View | null = null;
  let inbox: Inbox = createInbox(0);
  let closed = false;
  let reconnects = -1;
  let syncing = false;
  const ledger: Ledger = { acknowledged: new Map(), open: new Set() };
  const events: RoomEvent[] = [];
  const frames: string[] = [];
  const superseded: string[] = [];

  const apply = (ready: readonly RoomEvent[]): void => {
    for (const event of ready) {
      events.push(event);
      if (view) view = applyEvent(view, event);
    }
  };

  const adopt = (next: View, seq: number): void => {
    view = next;
    apply(inbox.reset(seq));
  };

  async function sync(): Promise<void> {
    if (syncing || !roomId) return;
    syncing = true;
    const answer = await ask('sync', { roomId, since: inbox.watermark }).catch(() => null);
    syncing = false;
    if (!answer?.ok) return;
    if ('view' in answer) adopt(answer.view, answer.seq);
    else apply(inbox.receive(answer.events));
  }

  function open(): Promise<void> {
    const url = options.urls[urlIndex % options.urls.length]!;
    urlIndex += 1;
    current = url;
    const auth = {
      ...(token === undefined ? {} : { token }),
      ...(options.name === undefined ? {} : { name: options.name }),
    };
    const query = roomId === null ? {} : { room: roomId };
    const mine = io(url, {
      transports: ['websocket'],
      auth,
      query,
      reconnection: false,
      forceNew: true,
      timeout: 3000,
    });
    socket = mine;
    if (options.record)
      mine.io.engine.on('packet', (packet: { data?: unknown }) => frames.push(String(packet.data)));
    mine.on('events', (message: { roomId: string; events: RoomEvent[] }) => {
      MESSAGES.events.parse(message);
      if (message.roomId !== roomId) return;
      apply(inbox.receive(message.events));
      if (inbox.hasGap) setTimeout(() => inbox.hasGap && void sync(), 300);
    });
    mine.on('heartbeat', (message: { roomId: string; seq: number }) => {
      MESSAGES.heartbeat.parse(message);
      if (message.roomId === roomId && message.seq > inbox.watermark) void sync();
    });
    mine.on('superseded', (message: { roomId: string }) =>
      superseded.push(MESSAGES.superseded.parse(message).roomId),
    );
    mine.on('draining', () => mine.disconnect());
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        mine.disconnect();
        reject(error);
      };
      mine.once('connect_error', fail);
      // Killed between the handshake and its welcome.
      mine.once('disconnect', () => fail(new Error('disconnected before welcome')));
      mine.once('welcome', (message: Welcome) => {
        MESSAGES.welcome.parse(message);
        playerId = message.playerId;
        token = message.token ?? token;
        mine.on('disconnect', () => void reconnect(mine));
        reconnects += 1;
        resolve();
      });
    });
  }

  const isClosed = (): boolean => closed;

  async function reconnect(lost: Socket): Promise<void> {
    if (lost !== socket) return;
    for (;;) {
      await pause(100);
      if (isClosed()) return;
      const opened = await open().then(
        () => true,
        () => false,
      );
      if (opened) break;
    }
    if (roomId !== null) await rejoin(roomId);
  }

  async function rejoin(room: string): Promise<void> {
    const answer = await insist('join', { roomId: room });
    if (answer.ok) adopt(answer.view, answer.seq);
  }

  async function ask<Name extends CommandName>(
    name: Name,
    payload: Commands[Name],
    timeoutMs = 4000,
  ): Promise<Answer<Name>> {
    const answer = (await socket.timeout(timeoutMs).emitWithAck(name, payload)) as Answer<Name>;
    if (answer.ok) {
      const { ok: _, ...rest } = answer;
      ANSWERS[name].parse(rest);
    }
    return answer;
  }

  async function insist<Name extends CommandName>(
    name: Name,
    payload: Commands[Name],
    forMs = 30_000,
  ): Promise<Answer<Name>> {
    const give = Date.now() + forMs;
    for (;;) {
      const answer = socket.connected ? await ask(name, payload, 2500).catch(() => null) : null;
      if (answer && (answer.ok || (answer.code !== 'unavailable' && answer.code !== 'draining')))
        return answer;
      if (Date.now() > give)
        throw new Error(`${name} was not answered in ${forMs} ms (${answer?.code ?? 'no connection'})`);
      await pause(100);
    }
  }

  await open();
  return {
    get playerId() {
      return playerId;
    },
    get view() {
      return view;
    },
    get watermark() {
      return inbox.watermark;
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
    ask,
    insist,
    async create(settings) {
      const answer = await insist('create', { createId: randomUUID(), settings });
      if (!answer.ok) throw new Error(`create: ${answer.code}`);
      roomId = answer.roomId;
      inbox = createInbox(answer.seq);
      adopt(answer.view, answer.seq);
      return roomId;
    },
    async join(room, as) {
      const answer = await insist('join', as ? { roomId: room, as } : { roomId: room });
      if (!answer.ok) throw new Error(`join: ${answer.code}`);
      roomId = room;
      inbox = createInbox(answer.seq);
      adopt(answer.view, answer.seq);
      return answer.view;
    },
    async guess(text, forMs) {
      ledger.open.add(text);
      const answer = await insist(
        'guess',
        { roomId: roomId!, guessId: `${playerId}:${text}`.slice(0, 64), text },
        forMs,
      );
      ledger.open.delete(text);
      if (answer.ok && answer.outcome === 'found') {
        ledger.acknowledged.set(text, answer);
        const news = {
          seq: answer.seq!,
          at: 0,
          type: 'found',
          playerId,
          cities: answer.cities,
          score: answer.score!,
        } as const;
        apply(inbox.receive([news]));
      }
      return answer;
    },
    async until(condition, what, forMs = 15_000) {
      const give = Date.now() + forMs;
      while (!view || !condition(view)) {
        if (Date.now() > give) throw new Error(`the view never showed: ${what}`);
        await pause(20);
      }
      return view;
    },
    async move(url) {
      urlIndex = options.urls.indexOf(url);
      const old = socket;
      old.off('disconnect');
      old.disconnect();
      await open();
      if (roomId !== null) await rejoin(roomId);
    },
    close() {
      closed = true;
      socket.disconnect();
    },
  };
}
