import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGuessAnswer } from '../../../server/fast-path/guess-answer.ts';

const text = fc.string({ unit: 'grapheme' });
/** A city is the same whenever it comes: one id, one value. */
const city = fc.integer({ min: 1, max: 2 ** 32 }).chain((id) =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(`Łódź "${id}"`),
    lat: fc.constant((id % 180) / 2),
    lon: fc.constant((id % 360) / 2 - 90),
    population: fc.constant(id % 1_000_000),
    country: fc.constant('PL'),
    region: fc.constant('Łódzkie'),
  }),
);
const score = fc.oneof(
  fc.record({ cities: fc.nat() }),
  fc.record({ cities: fc.nat(), population: fc.maxSafeNat() }),
);
const found = fc.record(
  {
    ok: fc.constant(true),
    outcome: fc.constant('found'),
    cities: fc.array(city, { maxLength: 4 }),
    score,
    seq: fc.nat(),
    again: fc.nat(),
    more: fc.nat(),
  },
  { requiredKeys: ['ok', 'outcome', 'cities', 'score', 'seq'] },
);
const other = fc.oneof(
  fc.record({ ok: fc.constant(false), code: text, retryInMs: fc.nat() }, { requiredKeys: ['ok', 'code'] }),
  fc.record({
    ok: fc.constant(true),
    outcome: fc.constantFrom('already', 'unknown', 'near'),
    cities: fc.array(city),
  }),
);

describe('the answer to a guess by hand', () => {
  it('is the JSON that the library would write', () => {
    fc.assert(
      fc.property(fc.oneof(found, other), (answer) => {
        expect(JSON.parse(encodeGuessAnswer(answer))).toEqual(answer);
      }),
      { numRuns: 1000 },
    );
  });

  it('says by whom and when a city was taken', () => {
    const berlin = {
      id: 1,
      name: 'Berlin',
      lat: 52.5,
      lon: 13.4,
      population: 3_426_354,
      country: 'DE',
      region: '',
    };
    encodeGuessAnswer({ ok: true, outcome: 'found', cities: [berlin], score: { cities: 1 }, seq: 1 });
    const taken = { ok: true, outcome: 'taken', cities: [{ ...berlin, by: 'p', byMs: 5 }] };
    expect(JSON.parse(encodeGuessAnswer(taken))).toEqual(taken);
  });
});
