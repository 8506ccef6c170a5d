import type { Durations } from '../../shared/durations.ts';
import type { EventBody } from '../../shared/messages.ts';
import type { Outcome } from '../../shared/room/outcome.ts';
import type { RoomRecord, Seat } from '../../shared/room/record.ts';
import { disconnect } from '../../shared/room/rules.ts';
import { withEmptiness } from '../../shared/room/seats.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import type { CommandExecutor } from '../commands/command-executor.ts';

/** Who is connected here, and whether this node and the others live. */
export interface Presence {
  /** Before a connection of this node is written into a room: whoever finds the node dead can then find the room. */
  enter(roomId: string): Promise<void>;
  /** A membership of this node has ended. */
  leave(roomId: string): void;
  /** A connection has gone: its seat learns it, now or when the store answers again. */
  disconnected: (roomId: string, playerId: string, socket: string) => void;
  start(): void;
  /** Resolves when the goodbyes that can be said are said. */
  stop(): Promise<void>;
}

export interface PresenceDeps {
  store: RoomStore;
  steps: CommandExecutor;
  clock: Clock;
  durations: Durations;
  nodeId: string;
  /** The room's members on this node: socket ids by player. */
  membersOf: (roomId: string) => ReadonlyMap<string, string>;
  log: Log;
}

/** Goodbyes that are said at the same time. */
const GOODBYES = 8;
const GOODBYE_RETRY_MS = 499;

export function createPresence(deps: PresenceDeps): Presence {
  const { store, steps, clock, durations, nodeId, membersOf, log } = deps;
  const entered = new Set<string>();
  const goodbyes: { roomId: string; playerId: string; socket: string }[] = [];
  let saying = 0;
  let beat: NodeJS.Timeout | undefined;
  let stopping = false;
  let renewedAt = -Infinity;
  /** Since when this node has renewed its lease without a lapse. */
  let steadySince = Infinity;

  async function enter(roomId: string): Promise<void> {
    if (entered.has(roomId)) return;
    await store.nodes.enter(nodeId, roomId);
    entered.add(roomId);
  }

  function leave(roomId: string): void {
    if (membersOf(roomId).size > 0 || !entered.delete(roomId)) return;
    // A room too many in the node's list is harmless.
    store.nodes.exit(nodeId, roomId).catch(() => undefined);
  }

  function sayGoodbyes(): void {
    while (saying < GOODBYES && goodbyes.length > 0) {
      const goodbye = goodbyes.shift()!;
      const { roomId, playerId, socket } = goodbye;
      saying += 1;
      steps
        .step(roomId, (record) => disconnect(record, playerId, socket))
        .then(
          () => {
            saying -= 1;
            leave(roomId);
            sayGoodbyes();
          },
          (error: unknown) => {
            saying -= 1;
            if (!(error instanceof StoreUnavailable)) log.error({ err: error, roomId }, 'disconnect failed');
            else if (!stopping) {
              goodbyes.push(goodbye);
              setTimeout(sayGoodbyes, GOODBYE_RETRY_MS).unref();
            }
          },
        );
    }
  }

  async function renew(): Promise<void> {
    await store.nodes.renew(nodeId, durations.leaseExpiresMs);
    const now = clock.elapsed();
    const lapsed = now - renewedAt >= durations.leaseExpiresMs;
    renewedAt = now;
    if (!lapsed) return;
    steadySince = now;
    for (const roomId of [...entered]) await reclaim(roomId);
  }

  /** Others may have taken this node for dead: its rooms and seats are told that it is not. */
  async function reclaim(roomId: string): Promise<void> {
    await store.nodes.enter(nodeId, roomId);
    await steps.step(roomId, (record) => reconnected(record, nodeId, membersOf(roomId)));
  }

  /** A node judges others only when it has been heard itself for the length of a lease: an outage of the store is nobody's death. */
  async function buryDead(): Promise<void> {
    if (clock.elapsed() - steadySince < durations.leaseExpiresMs) return;
    for (const dead of await store.nodes.expired()) {
      if (dead.nodeId === nodeId) continue;
      log.warn({ node: dead.nodeId, rooms: dead.roomIds.length }, 'node expired');
      for (const roomId of dead.roomIds)
        await steps.step(roomId, (record) => lost(record, dead.nodeId, durations.leaseExpiresMs));
      await store.nodes.forget(dead.nodeId);
    }
  }

  async function turn(): Promise<void> {
    try {
      await renew();
      await buryDead();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) log.error({ err: error }, 'presence failed');
    }
    if (!stopping) beat = setTimeout(() => void turn(), durations.leaseRenewMs);
  }

  return {
    enter,
    leave,
    disconnected(roomId, playerId, socket) {
      goodbyes.push({ roomId, playerId, socket });
      sayGoodbyes();
    },
    start: () => void turn(),
    async stop() {
      stopping = true;
      clearTimeout(beat);
      const deadline = clock.elapsed() + durations.storeTimeoutMs;
      while ((saying > 0 || goodbyes.length > 0) && clock.elapsed() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}

/** The seats of a node whose lease ran out, which was heard last at least `silentMs` ago. */
function lost({ doc, now }: RoomRecord, node: string, silentMs: number): Outcome {
  if (!doc.seats.some((seat) => seat.connection?.node === node)) return { same: true };
  const seats = doc.seats.map((seat) =>
    seat.connection?.node === node ? { ...seat, connection: null, awaySince: now - silentMs } : seat,
  );
  return { change: { doc: withEmptiness({ ...doc, seats }, now), events: [] } };
}

function reconnected({ doc }: RoomRecord, node: string, members: ReadonlyMap<string, string>): Outcome {
  const events: EventBody[] = [];
  const back = (seat: Seat): Seat => {
    const socket = members.get(seat.playerId);
    if (socket === undefined || seat.connection || seat.left) return seat;
    if (!seat.online) events.push({ type: 'online', playerId: seat.playerId });
    return { ...seat, connection: { node, socket }, awaySince: null, online: true };
  };
  const seats = doc.seats.map(back);
  if (seats.every((seat, index) => seat === doc.seats[index])) return { same: true };
  return { change: { doc: { ...doc, seats, emptySince: null }, events } };
}
