import { expect, it } from 'vitest';
import { Credits } from '../../../loadtest/virtual-user/acknowledged-finds.ts';

it('holds every credited guess, however many cities it found', () => {
  const credits = new Credits();
  expect(credits.lastSeq).toBe(0);
  for (let seq = 1; seq <= 200; seq += 1)
    credits.add(seq, seq % 3 === 0 ? [seq, 4_000_000_000 + seq] : [seq]);
  expect(credits.lastSeq).toBe(200);
  expect(credits.seqs()).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  expect(credits.cities().size).toBe(200 + 66);
  expect(credits.cities()).toContain(4_000_000_198);
});
