import type { Credit, Find } from '../room-store.ts';

/**
 * The binary rows of scripts/common.lua, read and written here when a room is dumped and restored. All big-endian.
 */
const FIND_BYTES = 12;
const OWNER_BYTES = 7;
const GUESS_BYTES = 25;
/** How many namesakes are left takes 14 bits; above it stands how many of them saying it again reaches. */
const MORE_BITS = 14;
const MOST_MORE = 2 ** MORE_BITS - 1;
/** Mixed into a guess's digest with its seat, so that rooms that share buckets tell seats apart. */
const SEAT_FACTOR = 2_654_435_761;
const DIGEST_RANGE = 2 ** 48;

export const mixDigest = (digest: number, seatIndex: number): number =>
  (digest + seatIndex * SEAT_FACTOR) % DIGEST_RANGE;
const unmixDigest = (mixed: number, seatIndex: number): number =>
  (mixed - ((seatIndex * SEAT_FACTOR) % DIGEST_RANGE) + DIGEST_RANGE) % DIGEST_RANGE;

export const bucketCount = (cities: number): number => Math.max(128, Math.ceil(cities / 32));

export function decodeFinds(bytes: Buffer): Find[] {
  const finds: Find[] = [];
  for (let offset = 0; offset < bytes.length; offset += FIND_BYTES) {
    finds.push({
      seatIndex: bytes.readUInt16BE(offset + 4),
      cityId: bytes.readUInt32BE(offset),
      at: bytes.readUIntBE(offset + 6, 6),
    });
  }
  return finds;
}

export function encodeFinds(finds: readonly Find[]): Buffer {
  const bytes = Buffer.alloc(finds.length * FIND_BYTES);
  finds.forEach(({ seatIndex, cityId, at }, i) => {
    bytes.writeUInt32BE(cityId, i * FIND_BYTES);
    bytes.writeUInt16BE(seatIndex, i * FIND_BYTES + 4);
    bytes.writeUIntBE(at, i * FIND_BYTES + 6, 6);
  });
  return bytes;
}

export function encodeOwner(cityId: number, position: number): Buffer {
  const bytes = Buffer.alloc(OWNER_BYTES);
  bytes.writeUInt32BE(cityId, 0);
  bytes.writeUIntBE(position, 4, 3);
  return bytes;
}

/** Credits of a bucket, whose cities and times stand in the finds. */
export function decodeGuesses(bucket: Buffer, finds: readonly Find[]): Credit[] {
  const credits: Credit[] = [];
  for (let offset = 0; offset < bucket.length; offset += GUESS_BYTES) {
    const position = bucket.readUIntBE(offset + 6, 3);
    const count = bucket.readUInt16BE(offset + 9);
    const { seatIndex, at } = finds[position]!;
    credits.push({
      seatIndex,
      digest: unmixDigest(bucket.readUIntBE(offset, 6), seatIndex),
      seq: bucket.readUInt32BE(offset + 11),
      at,
      again: bucket.readUInt16BE(offset + 15) >> MORE_BITS,
      more: bucket.readUInt16BE(offset + 15) & MOST_MORE,
      score: { cities: bucket.readUIntBE(offset + 17, 3), population: bucket.readUIntBE(offset + 20, 5) },
      cityIds: finds.slice(position, position + count).map(({ cityId }) => cityId),
    });
  }
  return credits;
}

export function encodeGuess(credit: Credit, position: number): Buffer {
  const bytes = Buffer.alloc(GUESS_BYTES);
  bytes.writeUIntBE(mixDigest(credit.digest, credit.seatIndex), 0, 6);
  bytes.writeUIntBE(position, 6, 3);
  bytes.writeUInt16BE(credit.cityIds.length, 9);
  bytes.writeUInt32BE(credit.seq, 11);
  bytes.writeUInt16BE(((credit.again ?? 0) << MORE_BITS) | credit.more, 15);
  bytes.writeUIntBE(credit.score.cities, 17, 3);
  bytes.writeUIntBE(credit.score.population ?? 0, 20, 5);
  return bytes;
}
