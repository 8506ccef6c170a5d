import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { insist } from '../virtual-user/retry.ts';
import { Player } from '../virtual-user/player.ts';
import { createRoom, membersOf, type Room } from '../virtual-user/room.ts';
import { targetFrom } from '../raw-client/target.ts';
import { inParallel } from './in-parallel.ts';
import type { Meter } from '../measure/meter.ts';
import type { SeatOrder } from './worker-protocol.ts';

/** Rooms being opened at a time: enough to keep a server busy, few enough not to time out. */
const PARALLEL = 32;
/** Grace after `startsAt`: this machine's clock is not the store's. */
const AFTER_START_MS = 250;

/** Opens every room of the order, seats everybody and starts the games; resolves once all may guess. */
export async function seatRooms(
  order: SeatOrder,
  meter: Meter,
  onProgress: (done: number, of: number) => void,
): Promise<Room[]> {
  const targets = order.urls.map(targetFrom);
  const rooms = Array.from({ length: Math.ceil(order.players / order.roomsOf) }, () => createRoom(meter));
  rooms.forEach((room, index) => {
    const seats = Math.min(order.roomsOf, order.players - index * order.roomsOf);
    const seat = (member: number): Player =>
      new Player(room, targets[(order.split ? member : index) % targets.length]!, meter);
    for (let member = 0; member < seats; member++) room.players.push(seat(member));
    for (let member = 0; member < order.spectators; member++) room.spectators.push(seat(seats + member));
  });

  let done = 0;
  await inParallel(rooms, PARALLEL, async (room) => {
    await openRoom(room, order);
    done += membersOf(room).length;
    onProgress(done, rooms.length * (order.roomsOf + order.spectators));
  });
  const startsAt = Math.max(...rooms.map((room) => room.startsAt));
  await sleep(Math.max(0, startsAt - Date.now()) + AFTER_START_MS);
  return rooms;
}

async function openRoom(room: Room, order: SeatOrder): Promise<void> {
  const [host, ...others] = room.players;
  if (host === undefined) throw new RangeError('a room without players');
  await host.connect();
  const creation = {
    createId: randomUUID(),
    settings: {
      quiz: order.quiz,
      mode: order.mode,
      ...(order.mode === 'solo' ? {} : { maxPlayers: Math.max(2, order.roomsOf), seconds: 86_400 }),
    },
  };
  const created = await insist(() => host.command('create', creation));
  room.id = created.roomId;
  host.ledger.viewed(created.seq);
  await inParallel(others, 8, async (player) => {
    await player.connect();
    await player.join();
  });
  await inParallel(room.spectators, 8, async (player) => {
    await player.connect();
    await player.join('spectator');
  });
  if (order.mode === 'solo') return;
  const started = await insist(() => host.command('start', { roomId: room.id }));
  room.startsAt = started.startsAt;
}
