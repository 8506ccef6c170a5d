import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';

/** What the fake does wrong, so that a test can see it noticed. */
export interface Faults {
  /** Every n-th event never reaches the second member. */
  dropEvent?: number;
  /** Every n-th credited guess is acknowledged and then forgotten. */
  forget?: number;
  /** Every n-th credited guess also acknowledged a city nobody named. */
  invent?: number;
  /** Every n-th event is withheld from the second member, whom a heartbeat tells of it, until it asks with `sync`. */
  withhold?: number;
  /** The first view that a player gets when it joins again leaves out its oldest find. */
  tear?: boolean;
  /** The first start of a room is carried out, and answered as if nobody knew. */
  startUnnoticed?: boolean;
  /** So many handshakes are refused for now. */
  refuseHandshakes?: number;
  /** What the n-th command (from 1) of this name is refused with, if anything. */
  refuse?: (name: string, nth: number) => object | undefined;
}

export interface FakeServer {
  url: string;
  /** Guesses received, by text. */
  heard: string[];
  /** Commands received, by name. */
  commands: ReadonlyMap<string, number>;
  /** Ends every connection, as a crash does. */
  dropAll(): void;
  stop(): Promise<void>;
}

interface FakeEvent {
  seq: number;
  at: number;
  type: string;
  [field: string]: unknown;
}

interface FakeRoom {
  id: string;
  seq: number;
  startsAt: number;
  members: Map<string, Socket>;
  withheld: FakeEvent[];
  finds: { playerId: string; city: { id: number }; at: number; guessId: string; seq: number }[];
}

type Answer = (answer: object) => void;

/** Just enough of docs/protocol.md to be driven by the load client: races, without a gazetteer. */
export async function startFakeServer(faults: Faults = {}): Promise<FakeServer> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  const rooms = new Map<string, FakeRoom>();
  const heard: string[] = [];
  const commands = new Map<string, number>();
  let made = 0;
  let nextCity = 1000;
  let guesses = 0;

  const isNth = (nth: number | undefined): boolean => nth !== undefined && guesses % nth === 0;

  function viewFor(room: FakeRoom, playerId: string): object {
    const found = room.finds.filter((find) => find.playerId === playerId);
    return {
      ok: true,
      view: { roomId: room.id, startsAt: room.startsAt || null, foundCount: found.length, found },
      seq: room.seq,
    };
  }

  /** Those who were given a torn view. */
  const torn = new Set<string>();

  function publish(room: FakeRoom, event: FakeEvent, not?: string): void {
    const batch = { roomId: room.id, events: [event] };
    let index = 0;
    for (const [playerId, socket] of room.members) {
      const isSecond = index++ === 1;
      if (playerId === not || (isSecond && isNth(faults.dropEvent))) continue;
      if (isSecond && isNth(faults.withhold)) {
        room.withheld.push(event);
        socket.emit('heartbeat', { roomId: room.id, seq: event.seq });
      } else socket.emit('events', batch);
    }
  }

  function guess(room: FakeRoom, playerId: string, guessId: string, text: string, answer: Answer): void {
    heard.push(text);
    guesses++;
    const known = room.finds.find((find) => find.playerId === playerId && find.guessId === guessId);
    const seq = known?.seq ?? ++room.seq;
    const city = known?.city ?? { id: nextCity++ };
    if (known === undefined) {
      if (!isNth(faults.forget)) room.finds.push({ playerId, city, at: Date.now(), guessId, seq });
      if (isNth(faults.invent)) {
        room.finds.push({ playerId, city: { id: nextCity++ }, at: 0, guessId: '', seq: 0 });
      }
      publish(room, { seq, at: Date.now(), type: 'scored', playerId, score: { cities: 1 } }, playerId);
    }
    answer({ ok: true, outcome: 'found', cities: [city], score: { cities: 1 }, seq });
  }

  let handshakes = 0;
  io.use((_socket, next) => {
    if (++handshakes > (faults.refuseHandshakes ?? 0)) next();
    else next(Object.assign(new Error('overloaded'), { data: { code: 'overloaded', retryAfterMs: 1 } }));
  });
  io.on('connection', (socket) => {
    const { token } = socket.handshake.auth as { token?: string };
    const playerId = token ?? `player-${made++}`;
    socket.emit('welcome', { protocol: 1, playerId, token: playerId, serverNow: Date.now(), rooms: [] });
    socket.use(([name, , answer], next) => {
      const nth = (commands.get(name) ?? 0) + 1;
      commands.set(name, nth);
      const refusal = faults.refuse?.(name, nth);
      if (refusal === undefined) next();
      else (answer as Answer)({ ok: false, message: 'not now', ...refusal });
    });
    socket.on('create', (_payload: object, answer: Answer) => {
      const id = `ROOM${rooms.size}`;
      const room = {
        id,
        seq: 1,
        startsAt: 0,
        members: new Map([[playerId, socket]]),
        withheld: [],
        finds: [],
      };
      rooms.set(id, room);
      answer({ ...viewFor(room, playerId), roomId: id });
    });
    socket.on('join', ({ roomId }: { roomId: string }, answer: Answer) => {
      const room = rooms.get(roomId)!;
      if (faults.tear === true && room.members.has(playerId) && !torn.has(playerId)) {
        torn.add(playerId);
        const found = room.finds.filter((find) => find.playerId === playerId).slice(1);
        answer({ ok: true, view: { roomId, foundCount: found.length, found }, seq: room.seq });
        return;
      }
      if (!room.members.has(playerId)) {
        room.seq++;
        publish(room, { seq: room.seq, at: 0, type: 'joined', player: { id: playerId } });
      }
      room.members.set(playerId, socket);
      answer(viewFor(room, playerId));
    });
    socket.on('start', ({ roomId }: { roomId: string }, answer: Answer) => {
      const room = rooms.get(roomId)!;
      if (room.startsAt > 0) {
        answer({ ok: false, code: 'wrong_phase', message: 'started already' });
        return;
      }
      room.startsAt = Date.now();
      publish(room, { seq: ++room.seq, at: 0, type: 'started', startsAt: room.startsAt, endsAt: null });
      if (faults.startUnnoticed === true)
        answer({ ok: false, code: 'unavailable', message: 'who knows', retryAfterMs: 1 });
      else answer({ ok: true, startsAt: room.startsAt, endsAt: null });
    });
    socket.on('guess', (payload: { roomId: string; guessId: string; text: string }, answer: Answer) => {
      guess(rooms.get(payload.roomId)!, playerId, payload.guessId, payload.text, answer);
    });
    socket.on('end', (_payload: object, answer: Answer) => answer({ ok: true }));
    // What was dropped is never told.
    socket.on('sync', ({ roomId, since }: { roomId: string; since: number }, answer: Answer) => {
      const { seq, withheld } = rooms.get(roomId)!;
      answer({ ok: true, events: withheld.filter((event) => event.seq > since), seq });
    });
  });

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    heard,
    commands,
    dropAll: () => io.disconnectSockets(true),
    stop: () => io.close(),
  };
}
