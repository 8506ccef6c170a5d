import { expect, test } from 'vitest';
import { GuessOutbox } from '../../../loadtest/virtual-user/guess-outbox.ts';

test('what was under way on a lost connection is sent again under the same id', () => {
  const outbox = new GuessOutbox();
  const [answered, lost] = [outbox.create('Oslo', 1), outbox.create('Roma', 2)];
  outbox.sent(answered);
  outbox.sent(lost);
  expect(outbox.inFlight).toBe(2);
  outbox.answered(answered);
  outbox.connectionLost();
  expect(outbox.inFlight).toBe(0);
  expect(outbox.indeterminate).toEqual([lost]);
  expect(outbox.takeIndeterminate()).toEqual([lost]);
  expect(outbox.indeterminate).toEqual([]);
  expect(outbox.create('Bern', 3).id).toBeGreaterThan(lost.id);
});
