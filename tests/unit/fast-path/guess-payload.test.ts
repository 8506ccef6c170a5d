import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessPayload, parseGuess } from '../../../server/fast-path/guess-payload.ts';
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
const runId = fc.oneof(
  fc.constantFrom('run-1', '', 'a b', 'x'.repeat(64), 'x'.repeat(65), 'é', '*', undefined, null, 7),
  fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
);
const typing = fc.constantFrom(true, true, undefined, false, 'true', null, 1);
const likely = fc.record(
  {
    roomId,
    guessId: lengths(64),
    text: lengths(80),
    runId,
    typing,
    ['__proto__']: fc.string(),
    more: fc.integer(),
  },
  { requiredKeys: ['roomId', 'guessId', 'text'] },
);

describe('the guess payload by hand', () => {
  it('is what the schema takes', () => {
    const good = { roomId: 'ABCDEF', guessId: 'g1', text: 'Lyon' };
    expect(guessPayload(good)).toEqual(good);
    for (const more of [{ runId: 'run-1' }, { typing: true }, { runId: 'run-1', typing: true }])
      expect(guessPayload({ ...good, ...more })).toEqual({ ...good, ...more });
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

describe('parsing a guess by hand', () => {
  const parse = (json: string): object | undefined => parseGuess(`42["guess",${json}]`, 11, 11 + json.length);

  it('takes what clients write, in any order of the fields', () => {
    const guess = { roomId: 'ABCDEF', guessId: 'g1', text: 'São Paulo, 東京' };
    expect(parse(JSON.stringify(guess))).toEqual(guess);
    const inRun = { ...guess, runId: 'run_1-A' };
    expect(parse(JSON.stringify(inRun))).toEqual(inRun);
    const { roomId, guessId, text } = guess;
    expect(parse(JSON.stringify({ text, guessId, roomId }))).toEqual(guess);
  });

  it.each([
    '{}',
    '[]',
    '"text"',
    '{"text":1}',
    '{"a":1,"text":"x"}',
    '{"texts":"x"}',
    '{"__proto__":"x"}',
    '{"text":"x","more":"y"}',
    '{"text":"a\\nb"}',
    '{"text":"a\nb"}',
    '{ "text":"x"}',
    '{"text":"x"},{"text":"y"}',
    '{"text":"x",}',
    '{"text":"x"',
    '{"text":"x}',
  ])('leaves %s to the library', (json) => {
    expect(parse(json)).toBeUndefined();
  });

  it('answers as JSON.parse does, where it answers', () => {
    const field = fc.constantFrom('roomId', 'guessId', 'text', 'runId', 'other');
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(fc.tuple(field, value), { maxLength: 4 }), (pairs) => {
        const json = `{${pairs.map(([key, of]) => `"${key}":${JSON.stringify(of)}`).join(',')}}`;
        const parsed = parse(json);
        if (parsed) expect(JSON.parse(JSON.stringify(parsed))).toEqual(JSON.parse(json));
        else
          expect(
            pairs.every(([key, of]) => key !== 'other' && typeof of === 'string' && /^[\w ]+$/.test(of)) &&
              pairs.length > 0,
          ).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
