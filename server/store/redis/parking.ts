import { ownsTogether } from '../../../shared/room/ownership.ts';
import type { RoomDoc } from '../../../shared/room/record.ts';
import type { RoomDump, Rooms } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { flatFieldsOf } from './flat-fields.ts';
import { roomTag } from './keys.ts';
import { decodeHot, withEnd } from './record.ts';
import {
  bucketCount,
  decodeFinds,
  decodeGuesses,
  encodeFinds,
  encodeGuess,
  encodeOwner,
  mixDigest,
} from './records.ts';
import { encodeSaid, withSaid } from './said-rows.ts';

/** Rooms as values: to park an idle solo game, and to revive it. */
export function createRedisParking({ caller, expiresMs }: RedisContext): Pick<Rooms, 'dump' | 'restore'> {
  return {
    async dump(roomId) {
      const reply = await caller.runForBytes('dump', roomTag(roomId), []);
      if (reply === null) return null;
      const [doc, hot, records, buckets, said] = reply as [Buffer, Buffer[], Buffer, Buffer[], Buffer];
      const { version, seq, scores, endsAt } = decodeHot(hot.map(String));
      const finds = withSaid(decodeFinds(records), said);
      return {
        doc: withEnd(JSON.parse(doc.toString()) as RoomDoc, endsAt),
        version,
        seq,
        scores: [...scores],
        finds,
        guesses: buckets.flatMap((bucket) => decodeGuesses(bucket, finds)),
      };
    },
    async restore(dump) {
      const { doc, version, seq } = dump;
      const flat = [...flatFieldsOf(doc), ...scoreFieldsOf(dump)];
      const { owners, guesses } = bucketsOf(dump);
      const args = [
        ...[JSON.stringify(doc), expiresMs, version + 1, seq, encodeFinds(dump.finds)],
        ...[encodeSaid(dump.finds), doc.runId],
        ...[flat.length, owners.length, ...flat, ...owners, ...guesses],
      ];
      return (await caller.run('restore', roomTag(doc.roomId), args)) === 1;
    },
  };
}

const scoreFieldsOf = ({ scores }: RoomDump): string[] =>
  scores.flatMap(([seatIndex, { cities, population }]) => [`$${seatIndex}`, `${cities} ${population ?? 0}`]);

/** The buckets of owners and guesses, each as a list of fields and values. */
function bucketsOf({ doc, finds, guesses }: RoomDump) {
  const buckets = bucketCount(doc.quiz.cities);
  const prefixOf = (seatIndex: number) => (ownsTogether(doc) ? '' : `${seatIndex}:`);
  const owners = new Map<string, Buffer[]>();
  const credits = new Map<string, Buffer[]>();
  const add = (table: Map<string, Buffer[]>, field: string, row: Buffer) => {
    const rows = table.get(field);
    if (rows) rows.push(row);
    else table.set(field, [row]);
  };
  const positions = new Map<string, number>();
  finds.forEach(({ seatIndex, cityId }, position) => {
    add(owners, `${prefixOf(seatIndex)}${cityId % buckets}`, encodeOwner(cityId, position));
    positions.set(`${prefixOf(seatIndex)}${cityId}`, position);
  });
  for (const credit of guesses) {
    const { seatIndex, digest, cityIds } = credit;
    const position = positions.get(`${prefixOf(seatIndex)}${cityIds[0]}`)!;
    const field = `${prefixOf(seatIndex)}${mixDigest(digest, seatIndex) % buckets}`;
    add(credits, field, encodeGuess(credit, position));
  }
  const listOf = (table: Map<string, Buffer[]>) =>
    [...table].flatMap(([field, rows]) => [field, Buffer.concat(rows)]);
  return { owners: listOf(owners), guesses: listOf(credits) };
}
