import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessPayload } from '../../../server/transport/guess-payload.ts';
import { COMMANDS } from '../../../shared/commands.ts';

const bySchema = (payload: unknown): unknown => {
  const parsed = COMMANDS.guess.safeParse(payload);
  return parsed.success ? parsed.data : undefined;
};

const lengths = (most: number) =>
  fc.oneof(
    fc.string({ maxLength: most + 3, unit: 'grapheme' }),
    fc.integer({ min: most - 1, max: most + 1 }).map((n) => 'x'.repeat(n)),
  );
const roomId = fc.oneof(
  fc.constantFrom('ABCDEF', 'ABC234', 'abcdef', 'ABCDE0', 'ABCDEF\n', 'x'.repeat(22), 'x'.repeat(23), ''),
  fc.stringMatching(/^[A-Za-z0-9_-]{21,23}$/),
);
const likely = fc.record(
  { roomId, guessId: lengths(64), text: lengths(80), ['__proto__']: fc.string(), more: fc.integer() },
  { requiredKeys: ['roomId', 'guessId', 'text'] },
);

describe('the guess payload by hand', () => {
  it('is what the schema takes', () => {
    const good = { roomId: 'ABCDEF', guessId: 'g1', text: 'Lyon' };
    expect(guessPayload(good)).toEqual(good);
    fc.assert(
      fc.property(likely, (payload) => {
        expect(guessPayload(payload)).toEqual(bySchema(payload));
      }),
      { numRuns: 2000 },
    );
  });

  it('is what the schema takes, of any JSON at all', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ roomId: fc.jsonValue(), guessId: fc.jsonValue(), text: fc.jsonValue() }),
          fc.tuple(likely, fc.jsonValue()).map(([good, odd]) => ({ ...good, text: odd })),
        ),
        (payload) => {
          expect(guessPayload(payload)).toEqual(bySchema(payload));
        },
      ),
    );
  });
});
