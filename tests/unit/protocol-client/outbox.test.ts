import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutbox, type Outbox, type PendingGuess } from '../../../shared/client/outbox.ts';
import type { Ack, GuessAnswer } from '../../../shared/messages.ts';
import { refusal } from './fixture.ts';

type Reply = Ack<GuessAnswer> | null;

const unknown: Ack<GuessAnswer> = { ok: true, outcome: 'unknown', cities: [] };
const guess = (id: number): PendingGuess => ({ guessId: `g${id}`, text: `town ${id}` });
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An outbox whose guesses a test answers by hand, oldest first. */
function byHand(window?: number) {
  const sent: { id: string; answer: (reply: Reply) => void }[] = [];
  const log: string[] = [];
  const kept: string[][] = [];
  const outbox: Outbox<PendingGuess> = createOutbox<PendingGuess>({
    timers: globalThis,
    send: ({ guessId }) => new Promise((resolve) => sent.push({ id: guessId, answer: resolve })),
    answered: ({ guessId }, { outcome }) => log.push(`${guessId} ${outcome}`),
    refused: ({ guessId }, { code }) => log.push(`${guessId} ${code}`),
    unseated: () => log.push('unseated'),
    changed: (pending) => kept.push(pending.map(({ guessId }) => guessId)),
    ...(window === undefined ? {} : { window }),
  });
  const reply = async (answer: Reply): Promise<void> => {
    sent.shift()!.answer(answer);
    await wait(0);
  };
  return { outbox, sent, log, kept, reply, ids: () => sent.map(({ id }) => id) };
}

describe('the guess outbox', () => {
  it('sends nothing before it is open, then as many at once as the window holds, in their order', async () => {
    const { outbox, ids, reply } = byHand(2);
    for (const id of [1, 2, 3]) outbox.add(guess(id));
    expect(ids()).toEqual([]);
    outbox.open();
    expect(ids()).toEqual(['g1', 'g2']);
    await reply(unknown);
    expect(ids()).toEqual(['g2', 'g3']);
  });

  it('waits for the longest refusal, and then goes on in order', async () => {
    const { outbox, ids, reply, log } = byHand();
    outbox.open();
    for (const id of [1, 2, 3]) outbox.add(guess(id));
    await reply(refusal('rate_limited', 3000));
    await reply(refusal('overloaded', 100));
    await reply(unknown);
    outbox.add(guess(4));
    await wait(2999);
    expect(ids()).toEqual([]);
    await wait(1);
    expect(ids()[0]).toBe('g1');
    expect(log).toEqual(['g3 unknown']);
  });

  it('asks with one guess after a refusal, and with twice as many after each answer', async () => {
    const { outbox, ids, reply, sent } = byHand();
    outbox.open();
    for (let id = 1; id <= 10; id += 1) outbox.add(guess(id));
    expect(ids()).toHaveLength(8);
    while (sent.length > 0) await reply(refusal('overloaded', 400));
    await wait(399);
    expect(ids()).toEqual([]);
    await wait(1);
    expect(ids()).toEqual(['g1']);
    await reply(unknown);
    expect(ids()).toEqual(['g2', 'g3']);
    await reply(unknown);
    expect(ids()).toEqual(['g3', 'g4', 'g5', 'g6']);
    await reply(unknown);
    expect(ids()).toEqual(['g4', 'g5', 'g6', 'g7', 'g8', 'g9', 'g10']);
  });

  it('sends again at once on a new connection what the lost one left open', async () => {
    const { outbox, ids, reply } = byHand();
    outbox.open();
    outbox.add(guess(1));
    outbox.close();
    await reply(null);
    outbox.open();
    expect(ids()).toEqual(['g1']);
  });

  it('joins again once for a guess that finds no seat, and believes it the second time', async () => {
    const { outbox, ids, reply, log } = byHand();
    outbox.open();
    outbox.add(guess(1));
    await reply(refusal('not_seated'));
    expect([ids(), log]).toEqual([[], ['unseated']]);
    outbox.open();
    await reply(refusal('not_seated'));
    expect([ids(), log, outbox.pending]).toEqual([[], ['unseated', 'g1 not_seated'], []]);
  });

  it('tells what is refused for good, and says what waits with every change', async () => {
    const { outbox, reply, log, kept } = byHand();
    outbox.restore([guess(7)]);
    outbox.open();
    outbox.add(guess(8));
    outbox.restore([guess(6), guess(7)]);
    await reply(refusal('wrong_phase'));
    expect(log).toEqual(['g7 wrong_phase']);
    expect(kept).toEqual([['g7'], ['g7', 'g8'], ['g6', 'g7', 'g8'], ['g6', 'g8']]);
  });

  it('drops what waits for a game that is over, and its late answers', async () => {
    const { outbox, reply, log } = byHand();
    outbox.open();
    outbox.add(guess(1));
    expect(outbox.clear()).toEqual([guess(1)]);
    await reply(unknown);
    expect([log, outbox.pending]).toEqual([[], []]);
  });
});

it('never loses nor doubles a guess, whatever becomes of each attempt', async () => {
  const attempt = fc.constantFrom<'lost' | 'answer lost' | 'busy' | 'unavailable' | 'cut' | 'answered'>(
    'lost',
    'answer lost',
    'busy',
    'unavailable',
    'cut',
    'answered',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 15 }),
      fc.integer({ min: 1, max: 8 }),
      fc.array(attempt, { maxLength: 40 }),
      async (count, window, fates) => {
        const left = [...fates];
        const recorded = new Map<string, number>();
        const firstSent: string[] = [];
        const answered: string[] = [];
        let inFlight = 0;
        let widest = 0;
        const outbox: Outbox<PendingGuess> = createOutbox<PendingGuess>({
          timers: globalThis,
          window,
          async send({ guessId }): Promise<Reply> {
            if (!firstSent.includes(guessId)) firstSent.push(guessId);
            inFlight += 1;
            widest = Math.max(widest, inFlight);
            const fate = left.shift() ?? 'answered';
            await new Promise((resolve) => setTimeout(resolve, 20));
            inFlight -= 1;
            // As the server does: what is stored under this id is answered again and changes nothing.
            if (fate === 'answered' || fate === 'answer lost')
              recorded.set(guessId, recorded.get(guessId) ?? recorded.size);
            if (fate === 'cut') {
              outbox.close();
              setTimeout(() => outbox.open(), 700);
            }
            if (fate === 'busy') return refusal('rate_limited', 300);
            if (fate === 'unavailable') return refusal('unavailable');
            return fate === 'answered' ? unknown : null;
          },
          answered: ({ guessId }) => answered.push(guessId),
          refused: ({ guessId }, { code }) => expect.unreachable(`${guessId} ${code}`),
          unseated: () => expect.unreachable('unseated'),
        });
        const ids = Array.from({ length: count }, (_, index) => `g${index}`);
        outbox.open();
        for (const guessId of ids) outbox.add({ guessId, text: guessId });
        await wait(120_000);
        outbox.stop();
        expect(outbox.pending).toEqual([]);
        expect([...answered].sort()).toEqual([...ids].sort());
        expect([...recorded.keys()].sort()).toEqual([...ids].sort());
        expect(firstSent).toEqual(ids);
        expect(widest).toBeLessThanOrEqual(window);
      },
    ),
    { numRuns: 150 },
  );
});
