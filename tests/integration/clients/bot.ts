import { io } from 'socket.io-client';
import { keepConnected } from '../../../shared/client/keep-connected.ts';
import { createRoomSession } from '../../../shared/client/room-session.ts';
import { createServerClock } from '../../../shared/client/server-clock.ts';
import { createSocketTransport } from '../../../shared/client/socket-transport.ts';

const newId = (): string => crypto.randomUUID();
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Joins a room, or makes one and starts it; names cities until the game ends; resolves with how many were found. */
export async function playBot(url: string, names: readonly string[], roomId?: string): Promise<number> {
  const auth: { name: string; token?: string } = { name: 'Bot' }; // The token brings it back to its seat.
  const socket = io(url, { transports: ['websocket'], auth });
  const close = keepConnected(socket, { timers: globalThis, random: Math.random });
  const transport = createSocketTransport(socket, globalThis);
  transport.listen({ welcome: ({ token }) => void Object.assign(auth, token && { token }) });
  const clock = createServerClock(() => performance.now());
  clock.follow(transport);
  const settings = { quiz: 'france', mode: 'race', seconds: 60 } as const;
  const target = roomId === undefined ? { createId: newId(), settings } : { roomId };
  const room = createRoomSession({ transport, timers: globalThis, clock, newId, target });
  const isIn = (): boolean => room.status === 'seated' || room.status === 'away';
  try {
    const entered = await room.enter();
    if (!entered?.ok) throw new Error(entered?.message ?? 'superseded');
    if (entered.view.hostId === entered.view.you.playerId) await room.command('start', {});
    while (isIn() && clock.now() < (room.view?.startsAt ?? Infinity)) await pause(50);
    for (const name of names) {
      const answer = await room.guess(name); // Sent again by itself until it is answered.
      if (!answer?.ok) break; // The game is over, or the seat is gone.
      await pause(200); // A server takes five guesses a second for long.
    }
    await room.command('done', {});
    while (isIn() && room.view?.phase !== 'ended') await pause(50);
    return room.view?.players.find(({ id }) => id === room.view?.you.playerId)?.score.cities ?? 0;
  } finally {
    room.stop();
    close();
  }
}
