import { describe, expect, it } from 'vitest';
import { followIds } from '../../../server/store/follow-ids.ts';
import type { RoomDump } from '../../../server/store/room-store.ts';
import type { RoomDoc } from '../../../shared/room/record.ts';

const FORMER = 2 ** 31 + 7;
const NOW = 6_400_007;
const currentId = (id: number): number => (id === FORMER ? NOW : id);

function dumpOf(mode: 'solo' | 'claim', finds: [seatIndex: number, cityId: number][]): RoomDump {
  return {
    doc: { settings: { mode } } as RoomDoc,
    version: 1,
    seq: finds.length,
    scores: [],
    finds: finds.map(([seatIndex, cityId], n) => ({ seatIndex, cityId, at: n })),
    guesses: finds.map(([seatIndex, cityId], n) => ({
      seatIndex,
      digest: n,
      seq: n,
      at: n,
      more: 0,
      score: { cities: n },
      cityIds: [cityId],
    })),
  };
}

describe('a room of an earlier release', () => {
  it('is read with the ids that its cities have now, finds and answered guesses alike', () => {
    const { finds, guesses } = followIds(
      dumpOf('solo', [
        [0, 1],
        [0, FORMER],
      ]),
      currentId,
    );
    expect(finds.map(({ cityId }) => cityId)).toEqual([1, NOW]);
    expect(guesses.map(({ cityIds }) => cityIds)).toEqual([[1], [NOW]]);
  });

  it('keeps the former id where its owner has found the city under both', () => {
    const dump = dumpOf('solo', [
      [0, FORMER],
      [1, NOW],
      [1, FORMER],
    ]);
    const { finds } = followIds(dump, currentId);
    expect(finds.map(({ cityId }) => cityId)).toEqual([NOW, NOW, FORMER]);
  });

  it('is the same value when no id has changed', () => {
    const dump = dumpOf('claim', [[0, 1]]);
    expect(followIds(dump, currentId)).toBe(dump);
  });
});
