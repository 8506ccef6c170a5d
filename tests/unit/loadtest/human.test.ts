import { expect, test } from 'vitest';
import { createHuman } from '../../../loadtest/virtual-user/human.ts';
import { createRandom } from '../../../loadtest/measure/random.ts';

const words = (): (() => string) => {
  let count = 0;
  return () => `Springfield${'o'.repeat(count++ % 2000)}`;
};

/** Finds in half an hour, without a clock. */
function findsPerMinute(seed: number, pace: number): number {
  const human = createHuman(createRandom(seed), pace, words());
  let passedMs = 0;
  let finds = 0;
  while (passedMs < 30 * 60_000) {
    passedMs += human.nextGuessMs();
    if (human.nextGuess()?.kind === 'find') finds++;
  }
  return finds / 30;
}

test('people play at the published pace: median 4.7 finds a minute, one in ten above 13.7', () => {
  const paces = Array.from({ length: 1001 }, (_, seed) => findsPerMinute(seed, 1)).sort((a, b) => a - b);
  expect(paces[500]).toBeGreaterThan(4.2);
  expect(paces[500]).toBeLessThan(5.2);
  expect(paces[900]).toBeGreaterThan(11.5);
  expect(paces[900]).toBeLessThan(16.5);
});

test('the same seed plays the same game', () => {
  expect(findsPerMinute(5, 2)).toBe(findsPerMinute(5, 2));
});

test('says new names, old ones, slips and nonsense', () => {
  const human = createHuman(createRandom(3), 1, words());
  const kinds = new Map<string, number>();
  const found = new Set<string>();
  for (let count = 0; count < 2000; count++) {
    const { kind, text } = human.nextGuess()!;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kind === 'find') {
      expect(found.has(text)).toBe(false);
      found.add(text);
    }
    if (kind === 'repeat') expect(found.has(text)).toBe(true);
    if (kind === 'typo') expect(found.has(text)).toBe(false);
  }
  expect(kinds.get('find')! / 2000).toBeCloseTo(0.71, 1);
  expect([...kinds.keys()].sort()).toEqual(['find', 'miss', 'repeat', 'typo']);
});

test('stops when there is nothing left to name', () => {
  const human = createHuman(createRandom(1), 1, () => undefined);
  const sayings = Array.from({ length: 50 }, () => human.nextGuess());
  expect(sayings.some((typed) => typed === undefined)).toBe(true);
  expect(sayings.every((typed) => typed === undefined || typed.kind === 'miss')).toBe(true);
});
