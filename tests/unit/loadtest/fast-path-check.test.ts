import { expect, test } from 'vitest';
import { fastPathFault } from '../../../loadtest/bench/fast-path-check.ts';
import { variantsOf } from '../../../loadtest/bench/fast-path-variants.ts';

const metricsWith = (pieces: Record<string, 0 | 1>): string =>
  [
    '# TYPE cityrace_fast_path gauge',
    ...Object.entries(pieces).map(([piece, value]) => `cityrace_fast_path{piece="${piece}"} ${value}`),
    'cityrace_rooms 1',
    '',
  ].join('\n');

const ALL_ON = { reads: 1, parsing: 1, frames: 1, memory: 1 } as const;
const ALL_OFF = { reads: 0, parsing: 0, frames: 0, memory: 0 } as const;

test('finds nothing wrong with a server that does what FAST_PATH says', () => {
  expect(fastPathFault(metricsWith({ ...ALL_ON, redis: 1 }), 'on', 'redis')).toBeUndefined();
  expect(fastPathFault(metricsWith({ ...ALL_OFF, redis: 0 }), 'off', 'redis')).toBeUndefined();
  expect(
    fastPathFault(metricsWith({ ...ALL_ON, frames: 0, redis: 1 }), 'reads,parsing,redis,memory', 'redis'),
  ).toBeUndefined();
});

test('expects no script connection without Redis', () => {
  expect(fastPathFault(metricsWith(ALL_ON), 'on', 'memory')).toBeUndefined();
  expect(fastPathFault(metricsWith(ALL_ON), 'on', 'redis')).toMatch(/: redis is unknown$/);
});

test('names every piece that is off and should be on, or the other way round', () => {
  expect(fastPathFault(metricsWith({ ...ALL_ON, reads: 0 }), 'on', 'memory')).toBe(
    'the server does not obey FAST_PATH=on: reads is off',
  );
  expect(fastPathFault(metricsWith({ ...ALL_OFF, frames: 1, memory: 1 }), 'off', 'memory')).toBe(
    'the server does not obey FAST_PATH=off: frames is on, memory is on',
  );
});

test.each(variantsOf('redis', 1))('a server without the metric does not obey FAST_PATH=%s', (variant) => {
  expect(fastPathFault('cityrace_rooms 1\n', variant, 'redis')).toMatch(/reads is unknown/);
});
