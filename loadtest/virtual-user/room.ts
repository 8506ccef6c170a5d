import type { Meter } from '../measure/meter.ts';
import { createDeliveryLag, type DeliveryLag } from './delivery-lag.ts';
import type { Player } from './player.ts';

/** A room as the load client knows it: who sits there, and what the server acknowledged. */
export interface Room {
  id: string;
  readonly players: Player[];
  readonly spectators: Player[];
  readonly lag: DeliveryLag;
  /** Epoch ms of the server's clock; 0 before `start`. */
  startsAt: number;
}

export const createRoom = (meter: Meter): Room => ({
  id: '',
  players: [],
  spectators: [],
  lag: createDeliveryLag(meter),
  startsAt: 0,
});

export const membersOf = (room: Room): Player[] => [...room.players, ...room.spectators];
