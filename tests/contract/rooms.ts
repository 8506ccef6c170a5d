import { randomBytes } from 'node:crypto';
import type {
  CommitResult,
  Find,
  GuessResult,
  GuessRequest,
  RoomStore,
  StoredEvent,
} from '../../server/store/room-store.ts';
import type { Mode } from '../../shared/settings.ts';
import { completeSettings } from '../../shared/room/settings.ts';
import type { RoomDoc, Seat } from '../../shared/room/record.ts';

const HOUR_MS = 3_600_000;

export const newRoomId = (): string => randomBytes(16).toString('base64url');

export const seatAt = (index: number, change: Partial<Seat> = {}): Seat => ({
  index,
  playerId: `p${index}`,
  name: `Player ${index}`,
  colour: index,
  role: 'player',
  ready: false,
  done: false,
  left: false,
  joinedAt: 1,
  connection: null,
  awaySince: null,
  online: true,
  ...change,
});

/** A room in play since an hour, without an end: seats 0 and 1 in team 0, 2 and 3 in team 1. */
export function docOf(mode: Mode, now: number, change: Partial<RoomDoc> = {}): RoomDoc {
  const teamed = (index: number) => seatAt(index, mode === 'teams' ? { team: index >> 1 } : {});
  return {
    roomId: newRoomId(),
    createdAt: now - HOUR_MS,
    settings: completeSettings({ quiz: 'france', mode }),
    quiz: { title: 'France', cities: 1000, population: 60_000_000, dataVersion: 'test' },
    stage: 'game',
    startsAt: now - HOUR_MS,
    endsAt: null,
    endedAt: null,
    runId: newRoomId(),
    hostId: 'p0',
    absentHost: null,
    seats: mode === 'solo' ? [seatAt(0)] : [0, 1, 2, 3].map(teamed),
    nextIndex: 4,
    banned: [],
    results: null,
    emptySince: null,
    ...change,
  };
}

export async function createRoom(
  store: RoomStore,
  mode: Mode,
  change: Partial<RoomDoc> = {},
): Promise<RoomDoc> {
  const doc = docOf(mode, store.now(), change);
  await store.rooms.create(doc, newRoomId());
  return doc;
}

/** As a view asks for them: the newest of the finds that a record of the room counts. */
export async function newestFinds(
  { rooms }: RoomStore,
  roomId: string,
  seats: 'all' | number[],
  limit: number,
): Promise<Find[]> {
  const { doc, foundCount } = (await rooms.read(roomId))!;
  return (await rooms.finds(roomId, { runId: doc.runId, before: foundCount, seats, limit }))!;
}

let guesses = 0;

/** A guess of seat `index` for these candidates, of 1,000 people each. */
export function guessOf(
  doc: RoomDoc,
  index: number,
  candidates: number[],
  change: Partial<GuessRequest> = {},
): GuessRequest {
  guesses += 1;
  return {
    roomId: doc.roomId,
    playerId: `p${index}`,
    guessId: `guess ${guesses}`,
    likelySeat: index,
    candidates,
    populations: candidates.map(() => 1000),
    reach: candidates.length,
    take: 'first',
    qualified: false,
    ...change,
  };
}

export type Found = Extract<GuessResult, { outcome: 'found' }>;

export function asFound(result: GuessResult): Found {
  if ('outcome' in result && result.outcome === 'found') return result;
  throw new Error(`not found: ${JSON.stringify(result)}`);
}

export function asCommitted(result: CommitResult): { events: StoredEvent[]; version: number } {
  if ('conflict' in result) throw new Error('conflict');
  return result;
}
