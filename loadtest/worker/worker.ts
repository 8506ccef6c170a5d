import { setTimeout as sleep } from 'node:timers/promises';
import { audit, settle } from '../audit/audit.ts';
import { PlayerContestant, type Contestant } from '../virtual-user/virtual-user.ts';
import type { Player } from '../virtual-user/player.ts';
import { membersOf, type Room } from '../virtual-user/room.ts';
import { targetFrom } from '../raw-client/target.ts';
import { connectColyseus } from '../virtual-user/colyseus-user.ts';
import { connectSocketIoEcho, connectWsEcho, type EchoContestant } from '../virtual-user/echo-user.ts';
import { flood, type Flood } from './connection-flood.ts';
import { humanLoop } from './human-loop.ts';
import { leaveIdleGames, sendEach } from './seed-data.ts';
import { inParallel } from './in-parallel.ts';
import { closedLoop, openLoop, type LoadLoop } from './load-loop.ts';
import { createMeter } from '../measure/meter.ts';
import type { Note, Order, Reports, RunOrder, RunReport, SeatOrder, SeatReport } from './worker-protocol.ts';
import { keepJoined } from './reconnect.ts';
import { seatRooms } from './room-setup.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { visit } from './join-timing.ts';

/** How long answers may take after the last message was sent. */
const DRAIN_MS = 10_000;
/** How often gaps are looked for, and how old one has to be (docs/protocol.md, Events). */
const GAP_CHECK_MS = 100;
const GAP_MS = 300;

const CONNECT = {
  'ws-echo': connectWsEcho,
  'socketio-echo': connectSocketIoEcho,
  colyseus: connectColyseus,
};

/** Carries out orders, one after the other, and says what happens. */
export interface Desk {
  carryOut<Type extends Order['type']>(order: Order & { type: Type }): Promise<Reports[Type]>;
}

export function createDesk(note: (note: Note) => void): Desk {
  const meter = createMeter();
  let rooms: Room[] = [];
  let echoes: EchoContestant[] = [];
  let contestants: Contestant[] = [];
  let cursors = new Map<Player, () => string | undefined>();
  let flooded: Flood | undefined;

  const progress = (what: string) => (done: number, of: number) => note({ type: 'progress', what, done, of });
  const waiting = (): number => contestants.reduce((sum, contestant) => sum + contestant.inFlight, 0);
  const playersOf = (): Player[] => rooms.flatMap((room) => room.players);

  async function seat(order: SeatOrder): Promise<SeatReport> {
    const startedAt = performance.now();
    if (order.dialect === 'cityrace') {
      rooms = await seatRooms(order, meter, progress('seated'));
      const shared = order.mode !== 'race' && order.mode !== 'solo';
      cursors = new Map();
      contestants = rooms.flatMap((room) =>
        room.players.map((player, index) => {
          const stride = shared ? room.players.length : 1;
          cursors.set(player, cursorOver(order.names, shared ? index : 0, stride));
          return new PlayerContestant(player, cursors.get(player)!);
        }),
      );
    } else {
      const connect = CONNECT[order.dialect];
      const targets = order.urls.map(targetFrom);
      await inParallel(Array.from({ length: order.players }), 64, async (_, index) => {
        echoes.push(await connect(targets[index % targets.length]!, meter));
        progress('connected')(echoes.length, order.players);
      });
      contestants = echoes;
    }
    return { rooms: rooms.length, connections: contestants.length, tookMs: performance.now() - startedAt };
  }

  /** Contestants come in the order of their rooms. */
  function contestantsOf(roomCount: number | undefined): Contestant[] {
    if (roomCount === undefined) return contestants;
    return contestants.slice(0, rooms.slice(0, roomCount).flatMap((room) => room.players).length);
  }

  function startLoop(order: RunOrder): LoadLoop {
    const { shape, seed, reconnect } = order;
    const active = contestantsOf(order.rooms);
    if (shape.kind === 'closed') return closedLoop(active, shape, meter);
    if (shape.kind === 'open') return openLoop(active, shape, seed, meter, { waiting, queueing: reconnect });
    return humanLoop(playersOf(), (player) => cursors.get(player)!, shape, seed, meter);
  }

  async function run(order: RunOrder): Promise<RunReport> {
    const members = rooms.flatMap(membersOf);
    meter.take(0, false);
    const rejoiner = order.reconnect ? keepJoined(members, meter) : undefined;
    const gaps = setInterval(() => {
      const before = performance.now() - GAP_MS;
      for (const member of members) {
        const since = member.ledger.gapSince;
        if (since > 0 && since < before && member.open) member.sync();
      }
    }, GAP_CHECK_MS);
    const total = order.warmupSeconds + order.seconds;
    const startedAt = performance.now();
    const loop = startLoop(order);
    for (let second = 0; second < total; second++) {
      if (second === order.warmupSeconds) note({ type: 'measuring' });
      await sleep(Math.max(0, startedAt + (second + 1) * 1000 - performance.now()));
      note({ type: 'second', second: meter.take(second, second >= order.warmupSeconds) });
    }
    note({ type: 'measured' });
    loop.stop();
    for (let waited = 0; waited < DRAIN_MS && waiting() > 0; waited += 20) await sleep(20);
    await rejoiner?.stop();
    await settle(rooms);
    clearInterval(gaps);
    // Late answers belong to the latencies, not to any second's rate.
    note({ type: 'second', second: meter.take(total, false) });
    return { unanswered: waiting(), reconnects: rejoiner?.count ?? 0 };
  }

  async function leave(): Promise<object> {
    for (const room of rooms) {
      const host = room.players[0];
      if (host?.open === true) await host.command('end', { roomId: room.id }).catch(() => undefined);
      for (const member of membersOf(room)) member.drop();
    }
    for (const echo of echoes) echo.drop();
    flooded?.drop();
    rooms = [];
    echoes = [];
    contestants = [];
    return {};
  }

  async function dispatch(order: Order): Promise<Reports[Order['type']]> {
    switch (order.type) {
      case 'seat':
        return seat(order);
      case 'run':
        return run(order);
      case 'idle':
        await leaveIdleGames(order.urls, order.quiz, order.games, meter, progress('idle games'));
        return {};
      case 'fill':
        await sendEach(contestantsOf(order.rooms), order.finds, progress('finds'));
        return {};
      case 'visit':
        return visit(rooms[0]!, order.count, meter);
      case 'storm':
        return reconnectStorm(rooms.flatMap(membersOf), order.parallel, progress('caught up'));
      case 'flood':
        flooded = await flood(order, progress('connected'));
        return flooded.report;
      case 'readback':
        return audit(rooms, progress('rooms read back'));
      case 'leave':
        return leave();
    }
  }
  return { carryOut: (order) => dispatch(order) as Promise<Reports[(typeof order)['type']]> };
}

/** Yields `names[offset]`, `names[offset + stride]`, … and then undefined. */
function cursorOver(names: readonly string[], offset: number, stride: number): () => string | undefined {
  let at = offset;
  return () => {
    const name = names[at];
    at += stride;
    return name;
  };
}
