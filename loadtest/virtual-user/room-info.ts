import type { DeliveryLag } from './delivery-lag.ts';

/** What a member of a room knows of it. */
export interface RoomInfo {
  id: string;
  readonly lag: DeliveryLag;
  /** Epoch ms of the server's clock; 0 before `start`. */
  startsAt: number;
}
