import { setTimeout as sleep } from 'node:timers/promises';
import type { Audit } from '../worker/worker-protocol.ts';
import { inParallel } from '../worker/in-parallel.ts';
import type { Player } from '../virtual-user/player.ts';
import { readFinds } from './read-finds.ts';
import { membersOf, type Room } from '../virtual-user/room.ts';

/** How long the last events may be on their way. */
const SETTLE_MS = 3000;

/** Waits until every member has every acknowledged event of its room, or the time is up. */
export async function settle(rooms: readonly Room[]): Promise<void> {
  const missing = (): boolean =>
    rooms.some((room) => {
      const highest = Math.max(0, ...room.players.map((player) => player.credits.lastSeq));
      return membersOf(room).some((member) => member.open && member.ledger.watermark < highest);
    });
  for (let waited = 0; waited < SETTLE_MS && missing(); waited += 50) await sleep(50);
}

/** Counts, then asks every room what it holds, and compares. */
export async function audit(
  rooms: readonly Room[],
  onProgress: (done: number, of: number) => void,
): Promise<Audit> {
  const sum: Audit = {
    rooms: rooms.length,
    acknowledged: 0,
    owed: 0,
    delivered: 0,
    unsure: 0,
    undelivered: 0,
    gaps: 0,
    doubled: 0,
    lost: 0,
    strangers: 0,
    unreadable: 0,
  };
  for (const room of rooms) countDeliveries(room, sum);
  let done = 0;
  await inParallel(rooms, 16, async (room) => {
    for (const player of room.players) {
      try {
        compare(player, await readFinds(player), sum);
      } catch {
        // Whoever left may find the door closed.
        if (!player.left) sum.unreadable++;
      }
    }
    onProgress(++done, rooms.length);
  });
  return sum;
}

/** Every acknowledged event against every other member's ledger. */
function countDeliveries(room: Room, sum: Audit): void {
  const owner = new Map<number, Player>();
  for (const player of room.players) {
    sum.unsure += player.unsure.length;
    for (const seq of player.credits.seqs()) {
      sum.acknowledged++;
      if (owner.has(seq)) sum.doubled++;
      owner.set(seq, player);
    }
  }
  for (const member of membersOf(room)) {
    if (!member.open || member.left) continue;
    for (const [seq, player] of owner) {
      if (player === member || seq <= member.ledger.first) continue;
      sum.owed++;
      if (member.ledger.has(seq)) sum.delivered++;
      else sum.undelivered++;
    }
    for (let seq = member.ledger.watermark + 1; seq < member.ledger.highest; seq++) {
      if (!member.ledger.has(seq)) sum.gaps++;
    }
  }
}

/** One player's acknowledged cities against those the server holds for it. */
function compare(player: Player, held: ReadonlySet<number>, sum: Audit): void {
  const acknowledged = player.credits.cities();
  let extra = 0;
  for (const city of held) if (!acknowledged.has(city)) extra++;
  for (const city of acknowledged) if (!held.has(city)) sum.lost++;
  // A guess whose answer was lost may have been recorded: as many finds as that are accounted for.
  sum.strangers += Math.max(0, extra - player.unsure.length);
}
