import { setTimeout as sleep } from 'node:timers/promises';
import type { Player } from '../virtual-user/player.ts';
import { membersOf, type Room } from '../virtual-user/room.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { readFinds } from './read-finds.ts';

/** What the rooms say after the load, against what was acknowledged. Everything but the first five should be zero. */
export interface Audit {
  rooms: number;
  acknowledged: number;
  /** Events that other members should have: accepted × other members. */
  expected: number;
  delivered: number;
  /** Guesses without a final answer: they may or may not be recorded. */
  indeterminate: number;
  /** Expected events that never came. */
  undelivered: number;
  /** `seq`s of a room that a member never saw, whatever they were. */
  gaps: number;
  /** Two acknowledgements of a room with the same `seq`. */
  duplicates: number;
  /** Acknowledged finds that the room does not hold, however often it is read. */
  lost: number;
  /** Acknowledged finds that a view left out although the room holds them: it was put together while it changed. */
  torn: number;
  /** Finds the room holds that nobody sent, and that no indeterminate guess accounts for. */
  unexpected: number;
  /** Rooms or seats that could not be read. */
  unreadable: number;
}

/** How long the last events may be on their way. */
const LAST_EVENTS_MS = 3000;
/** Rooms read back at a time. */
const PARALLEL = 16;
/** How often a seat is read whose view leaves out acknowledged finds, and how long between. */
const READS = 3;
const READ_AGAIN_MS = 100;

/** Waits until every member has every acknowledged event of its room, or the time is up. */
export async function waitForDeliveries(rooms: readonly Room[]): Promise<void> {
  const missing = (): boolean =>
    rooms.some((room) => {
      const highest = Math.max(0, ...room.players.map((player) => player.acknowledged.lastSeq));
      return membersOf(room).some((member) => member.open && member.sequence.watermark < highest);
    });
  for (let waited = 0; waited < LAST_EVENTS_MS && missing(); waited += 50) await sleep(50);
}

/** Counts deliveries, then reads every room back and compares. */
export async function auditRooms(
  rooms: readonly Room[],
  onProgress: (done: number, of: number) => void,
): Promise<Audit> {
  const sum: Audit = {
    rooms: rooms.length,
    acknowledged: 0,
    expected: 0,
    delivered: 0,
    indeterminate: 0,
    undelivered: 0,
    gaps: 0,
    duplicates: 0,
    lost: 0,
    torn: 0,
    unexpected: 0,
    unreadable: 0,
  };
  for (const room of rooms) countDeliveries(room, sum);
  let done = 0;
  await inParallel(rooms, PARALLEL, async (room) => {
    for (const player of room.players) {
      try {
        compare(player, ...(await readUntilWhole(player)), sum);
      } catch {
        // Whoever left the room may not be let in again.
        if (!player.left) sum.unreadable++;
      }
    }
    onProgress(++done, rooms.length);
  });
  return sum;
}

/** Every acknowledged event against what every other member received. */
function countDeliveries(room: Room, sum: Audit): void {
  const guesserOf = new Map<number, Player>();
  for (const player of room.players) {
    sum.indeterminate += player.outbox.indeterminate.length;
    for (const seq of player.acknowledged.seqs()) {
      sum.acknowledged++;
      if (guesserOf.has(seq)) sum.duplicates++;
      guesserOf.set(seq, player);
    }
  }
  for (const member of membersOf(room)) {
    if (!member.open || member.left) continue;
    const { sequence } = member;
    for (const [seq, player] of guesserOf) {
      if (player === member || seq <= sequence.first) continue;
      sum.expected++;
      if (sequence.has(seq)) sum.delivered++;
      else sum.undelivered++;
    }
    for (let seq = sequence.watermark + 1; seq < sequence.highest; seq++) {
      if (!sequence.has(seq)) sum.gaps++;
    }
  }
}

/** What the server holds for a player, and how many acknowledged cities it left out when it was first asked. */
async function readUntilWhole(player: Player): Promise<[held: ReadonlySet<number>, missing: number]> {
  const acknowledged = player.acknowledged.cities();
  let held = await readFinds(player);
  const missing = missingIn(held, acknowledged);
  for (let read = 1; read < READS && missingIn(held, acknowledged) > 0; read++) {
    await sleep(READ_AGAIN_MS);
    held = await readFinds(player);
  }
  return [held, missing];
}

function missingIn(held: ReadonlySet<number>, acknowledged: ReadonlySet<number>): number {
  let missing = 0;
  for (const city of acknowledged) if (!held.has(city)) missing++;
  return missing;
}

/** One player's acknowledged cities against those the server holds for it, of which it first left out `missing`. */
function compare(player: Player, held: ReadonlySet<number>, missing: number, sum: Audit): void {
  const acknowledged = player.acknowledged.cities();
  let extra = 0;
  for (const city of held) if (!acknowledged.has(city)) extra++;
  const lost = missingIn(held, acknowledged);
  sum.lost += lost;
  sum.torn += Math.max(0, missing - lost);
  // A guess whose answer was lost may have been recorded: as many finds as that are accounted for.
  sum.unexpected += Math.max(0, extra - player.outbox.indeterminate.length);
}
