import type { Meter } from '../measure/meter.ts';
import { createDeliveryLag } from './delivery-lag.ts';
import type { Player } from './player.ts';
import type { RoomInfo } from './room-info.ts';

/** A room as the load client knows it: who sits there, and what the server acknowledged. */
export interface Room extends RoomInfo {
  readonly players: Player[];
  readonly spectators: Player[];
}

export const createRoom = (meter: Meter): Room => ({
  id: '',
  players: [],
  spectators: [],
  lag: createDeliveryLag(meter),
  startsAt: 0,
});

export const membersOf = (room: Room): Player[] => [...room.players, ...room.spectators];
