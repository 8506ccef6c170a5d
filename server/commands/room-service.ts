import type { Commands } from '../../shared/commands.ts';
import { isRoomCode } from '../../shared/ids.ts';
import type { CommandName } from '../../shared/messages.ts';
import type { Caller } from '../identity/caller.ts';
import { createCreation } from './creation.ts';
import { createEmoting } from './emoting.ts';
import { createGuessing } from './guessing.ts';
import { createJoining } from './joining.ts';
import { createLobby } from './lobby.ts';
import type { Parking } from './parking.ts';
import type { Reply } from './reply.ts';
import type { ServiceDeps } from './service-deps.ts';
import { createSyncing } from './syncing.ts';
import { createViewing } from './viewing.ts';

/** Carries out commands: knows rooms and rules, and nothing of sockets. Refusals are answers; what it throws is a store away, or a bug. */
export type RoomService = {
  readonly [Name in CommandName]: (caller: Caller, input: Commands[Name]) => Promise<Reply<Name>>;
} & {
  /** The rooms in which a player holds a seat, for `welcome`. */
  roomsOf: (playerId: string) => Promise<string[]>;
};

export function createRoomService(deps: ServiceDeps, parking: Parking): RoomService {
  const { store, cache } = deps;
  const joining = createJoining(deps, parking);

  /** Whether a noted room is there and holds the seat; a solo game may be parked, so it is believed. */
  async function isSeated(playerId: string, roomId: string): Promise<boolean> {
    if (!isRoomCode(roomId)) return true;
    const room = cache.peek(roomId) ?? (await cache.load(roomId));
    const seat = room?.seats.get(playerId);
    return seat !== undefined && !seat.left;
  }

  return {
    ...createLobby(deps),
    ...joining,
    emote: createEmoting(deps),
    create: createCreation(deps, joining),
    guess: createGuessing(deps),
    sync: createSyncing(deps),
    view: createViewing(deps),
    time: () => Promise.resolve({ ok: true, serverNow: store.now() }),
    async roomsOf(playerId) {
      const noted = await store.rooms.roomsOf(playerId);
      const seated = await Promise.all(noted.map((roomId) => isSeated(playerId, roomId)));
      return noted.filter((_, index) => seated[index]);
    },
  };
}
