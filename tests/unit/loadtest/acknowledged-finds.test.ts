import { expect, it } from 'vitest';
import { AcknowledgedFinds } from '../../../loadtest/virtual-user/acknowledged-finds.ts';

it('holds every credited guess, however many cities it found', () => {
  const acknowledged = new AcknowledgedFinds();
  expect(acknowledged.lastSeq).toBe(0);
  for (let seq = 1; seq <= 200; seq += 1)
    acknowledged.add(seq, seq % 3 === 0 ? [seq, 4_000_000_000 + seq] : [seq]);
  expect(acknowledged.lastSeq).toBe(200);
  expect(acknowledged.seqs()).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  expect(acknowledged.cities().size).toBe(200 + 66);
  expect(acknowledged.cities()).toContain(4_000_000_198);
});
