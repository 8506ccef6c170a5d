import { createHistogram } from '../measure/histogram.ts';
import type { Meter } from '../measure/meter.ts';
import { asciiJson } from '../raw-client/websocket-frame.ts';
import { Player } from '../virtual-user/player.ts';
import type { Room } from '../virtual-user/room.ts';
import type { JoinTimingResult } from './worker-protocol.ts';

/** `count` spectators join a room and leave it, one after the other: what joining a large room costs. */
export async function timeJoins(room: Room, count: number, meter: Meter): Promise<JoinTimingResult> {
  const times = createHistogram();
  let viewBytes = 0;
  let foundCount = 0;
  for (let joined = 0; joined < count; joined++) {
    const guest = new Player(room, room.players[0]!.target, meter);
    await guest.connect();
    const startedAt = performance.now();
    const view = await guest.join('spectator');
    times.add(performance.now() - startedAt);
    viewBytes = asciiJson(view).length;
    foundCount = view.foundCount;
    await guest.leave();
  }
  return {
    roomId: room.id,
    token: room.players[0]!.token ?? '',
    foundCount,
    viewBytes,
    joinP50Ms: times.percentile(50),
  };
}
