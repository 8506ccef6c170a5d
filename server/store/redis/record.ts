import type { Score } from '../../../shared/messages.ts';
import type { RoomDoc, RoomRecord } from '../../../shared/room/record.ts';

const FIND_BYTES = 12;

/** What read.lua answers as a record. */
export function decodeRecord(reply: unknown): RoomRecord {
  const [now, text, hot, findsBytes] = reply as [number, string, string[], number];
  const { version, seq, scores, endsAt } = decodeHot(hot);
  return {
    doc: withEnd(JSON.parse(text) as RoomDoc, endsAt),
    version,
    seq,
    scores,
    foundCount: findsBytes / FIND_BYTES,
    now,
  };
}

/** A full map ends the game inside a guess, which does not touch the document: the flat field has the last word. */
export const withEnd = (doc: RoomDoc, endsAt: number | null): RoomDoc =>
  doc.endsAt === endsAt ? doc : { ...doc, endsAt };

/** The scripts' own fields of a room's hash, given as a flat list of names and values. */
export function decodeHot(hot: readonly string[]) {
  const scores = new Map<number, Score>();
  let version = 0;
  let seq = 0;
  let endsAt: number | null = null;
  for (let i = 0; i < hot.length; i += 2) {
    const [name, value] = [hot[i]!, hot[i + 1]!];
    if (name === 'v') version = Number(value);
    else if (name === 'q') seq = Number(value);
    else if (name === 'ea') endsAt = value === '' ? null : Number(value);
    else if (name.startsWith('$')) {
      const [cities, population] = value.split(' ').map(Number);
      scores.set(Number(name.slice(1)), { cities: cities!, population: population! });
    }
  }
  return { version, seq, scores, endsAt };
}
