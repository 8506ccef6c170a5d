import type { Batch } from './batch.ts';

/** The finds of one player in a batch, as those see them who may only count: the last one, which covers the others. */
export interface Count {
  readonly playerId: string;
  /** The socket that knows all of these from its acknowledgements; undefined when there is none that knows all. */
  author: string | undefined;
  seq: number;
  at: number;
  cities: number;
  covers: number[] | undefined;
  /** The `scored` event as JSON, once it was asked for. */
  json: string;
}

/**
 * The commonest batch by far, finds of a race and nothing else, reduced as `reduceEvent` and `coalesceScores` would (a test
 * compares them), but once for all members. Undefined for any other batch.
 */
export function countsOf({ events, deliveries }: Batch): Count[] | undefined {
  const counts: Count[] = [];
  for (let i = 0; i < events.length; i += 1) {
    const event = events[i]!;
    const { hidden, author } = deliveries[i]!;
    if (!hidden || event.type !== 'found' || event.covers) return undefined;
    const { playerId, seq, at } = event;
    const { cities } = event.score;
    const count = counts.find((other) => other.playerId === playerId);
    if (!count) {
      counts.push({ playerId, author, seq, at, cities, covers: undefined, json: '' });
      continue;
    }
    (count.covers ??= []).push(count.seq);
    if (count.author !== author) count.author = undefined;
    count.seq = seq;
    count.at = at;
    count.cities = cities;
  }
  return counts;
}

/** The `scored` event as JSON. */
export function encodeCount(count: Count): string {
  if (count.json !== '') return count.json;
  const { playerId, seq, at, cities, covers } = count;
  const covered = covers ? `"covers":[${covers.join(',')}],` : '';
  return (count.json = `{"seq":${seq},"at":${at},${covered}"type":"scored","playerId":${JSON.stringify(playerId)},"score":{"cities":${cities}}}`);
}
