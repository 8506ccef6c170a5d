import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Player } from '../virtual-user/player.ts';
import { createRoom, membersOf, type Room } from '../virtual-user/room.ts';
import { targetFrom } from '../raw-client/target.ts';
import { inParallel } from './in-parallel.ts';
import type { Meter } from '../measure/meter.ts';
import type { SetUpCommand } from './worker-protocol.ts';

/** Rooms being opened at a time: enough to keep a server busy, few enough not to time out. */
const PARALLEL = 32;
/** Grace after `startsAt`: this machine's clock is not the store's. */
const AFTER_START_MS = 250;

/** Opens every room the command asks for, seats everybody and starts the games; resolves once all may guess. */
export async function setUpRooms(
  command: SetUpCommand,
  meter: Meter,
  onProgress: (done: number, of: number) => void,
): Promise<Room[]> {
  const targets = command.urls.map(targetFrom);
  const rooms = Array.from({ length: Math.ceil(command.players / command.roomsOf) }, () => createRoom(meter));
  rooms.forEach((room, index) => {
    const seats = Math.min(command.roomsOf, command.players - index * command.roomsOf);
    const seat = (member: number): Player =>
      new Player(room, targets[(command.split ? member : index) % targets.length]!, meter);
    for (let member = 0; member < seats; member++) room.players.push(seat(member));
    for (let member = 0; member < command.spectators; member++) room.spectators.push(seat(seats + member));
  });

  let done = 0;
  await inParallel(rooms, PARALLEL, async (room) => {
    await setUpRoom(room, command);
    done += membersOf(room).length;
    onProgress(done, rooms.length * (command.roomsOf + command.spectators));
  });
  const startsAt = Math.max(...rooms.map((room) => room.startsAt));
  await sleep(Math.max(0, startsAt - Date.now()) + AFTER_START_MS);
  return rooms;
}

async function setUpRoom(room: Room, command: SetUpCommand): Promise<void> {
  const [host, ...others] = room.players;
  if (host === undefined) throw new RangeError('a room without players');
  await host.connectPatiently();
  const creation = {
    createId: randomUUID(),
    settings: {
      quiz: command.quiz,
      mode: command.mode,
      ...(command.mode === 'solo' ? {} : { maxPlayers: Math.max(2, command.roomsOf), seconds: 86_400 }),
    },
  };
  const created = await host.request('create', creation);
  room.id = created.roomId;
  host.sequence.viewed(created.seq);
  await inParallel(others, 8, async (player) => {
    await player.connectPatiently();
    await player.join();
  });
  await inParallel(room.spectators, 8, async (player) => {
    await player.connectPatiently();
    await player.join('spectator');
  });
  if (command.mode === 'solo') return;
  room.startsAt = await start(host, room.id);
}

/** Starts the game and answers when it begins, epoch ms. A start that was carried out although its answer was a refusal is found in the view. */
async function start(host: Player, roomId: string): Promise<number> {
  try {
    return (await host.request('start', { roomId })).startsAt;
  } catch (error) {
    const { startsAt } = await host.join();
    if (startsAt === null) throw error;
    return startsAt;
  }
}
