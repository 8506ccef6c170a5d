import { Player } from '../virtual-user/player.ts';
import type { Room } from '../virtual-user/room.ts';
import { createHistogram } from '../measure/histogram.ts';
import { asciiJson } from '../raw-client/websocket-frame.ts';
import type { Meter } from '../measure/meter.ts';
import type { VisitReport } from './worker-protocol.ts';

/** Spectators look into a room one after the other: what joining a large room costs. */
export async function visit(room: Room, count: number, meter: Meter): Promise<VisitReport> {
  const times = createHistogram();
  let viewBytes = 0;
  let foundCount = 0;
  for (let visitor = 0; visitor < count; visitor++) {
    const guest = new Player({ ...room, players: [], spectators: [] }, room.players[0]!.target, meter);
    await guest.connect();
    const startedAt = performance.now();
    const view = await guest.join('spectator');
    times.add(performance.now() - startedAt);
    viewBytes = asciiJson(view).length;
    foundCount = view.foundCount;
    await guest.command('leave', { roomId: room.id });
    guest.drop();
  }
  return {
    roomId: room.id,
    token: room.players[0]!.token ?? '',
    foundCount,
    viewBytes,
    joinP50Ms: times.percentile(50),
  };
}
