import type { Connection } from '../../shared/room/record.ts';

/** Who sends a command, and from where: one for each connection. */
export interface Caller {
  readonly playerId: string;
  /** The name that a new seat gets; follows `rename`. */
  name: string;
  readonly connection: Connection;
  /** What counters of the address are kept under. */
  readonly address: string;
  /** Rooms in which the player goes on over another connection, until this one joins again; the newest, and undefined for none. */
  supersededIn: Set<string> | undefined;
}
