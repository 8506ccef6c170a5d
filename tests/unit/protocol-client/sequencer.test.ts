import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSequencer, type Sequencer } from '../../../shared/client/sequencer.ts';
import type { Ack, Answers, RoomEvent, View } from '../../../shared/messages.ts';
import { applyEvent } from '../../../shared/room/apply.ts';
import { found, refusal, viewOf } from './fixture.ts';

type SyncAnswer = Ack<Answers['sync']> | null;

let applied: number[];
let asked: number[];
let refetched: number;
let answers: SyncAnswer[];
let sequencer: Sequencer;

beforeEach(() => {
  vi.useFakeTimers();
  applied = [];
  asked = [];
  answers = [];
  refetched = 0;
  sequencer = createSequencer({
    timers: globalThis,
    apply: ({ seq }) => applied.push(seq),
    sync(since) {
      asked.push(since);
      return Promise.resolve(answers.shift() ?? null);
    },
    replaced: (_, seq) => void sequencer.adopt(seq, () => applied.push(-seq)),
    refetch: () => void (refetched += 1),
  });
});
afterEach(() => {
  sequencer.stop();
  vi.useRealTimers();
});

const start = (seq: number): boolean => sequencer.adopt(seq, () => undefined);
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('the order of events', () => {
  it('holds what comes before the first view, and asks for nothing', async () => {
    sequencer.receive([found(6), found(4)]);
    sequencer.heartbeat(9);
    await wait(1000);
    expect([applied, asked]).toEqual([[], []]);
    start(5);
    expect(applied).toEqual([6]);
  });

  it('asks for a gap that stays open for 300 ms, and not for one that closes', async () => {
    start(1);
    sequencer.receive([found(3)]);
    await wait(299);
    sequencer.receive([found(2)]);
    await wait(1000);
    expect([applied, asked]).toEqual([[2, 3], []]);
    answers.push({ ok: true, events: [found(4), found(5)], seq: 5 });
    sequencer.receive([found(5)]);
    await wait(300);
    expect([applied, asked]).toEqual([[2, 3, 4, 5], [3]]);
  });

  it('gives a later gap its own 300 ms', async () => {
    start(0);
    sequencer.receive([found(2)]);
    await wait(200);
    sequencer.receive([found(1), found(4)]);
    await wait(150);
    sequencer.receive([found(3)]);
    await wait(1000);
    expect(asked).toEqual([]);
  });

  it('asks when a heartbeat is ahead, also after a lost answer, and waits as long as a refusal says', async () => {
    start(1);
    sequencer.heartbeat(2);
    await wait(300);
    expect(asked).toEqual([1]);
    answers.push(refusal('overloaded', 2000), { ok: true, events: [found(2)], seq: 2 });
    sequencer.heartbeat(2);
    await wait(300);
    expect(asked).toEqual([1, 1]);
    await wait(1999);
    expect(asked).toEqual([1, 1]);
    await wait(1);
    expect([applied, asked]).toEqual([[2], [1, 1, 1]]);
  });

  it('reads a long absence page by page', async () => {
    start(0);
    answers.push(
      { ok: true, events: [found(1), found(2)], seq: 3 },
      { ok: true, events: [found(3)], seq: 3 },
    );
    sequencer.heartbeat(3);
    await wait(300);
    expect([applied, asked, refetched]).toEqual([[1, 2, 3], [0, 2], 0]);
  });

  it('takes a whole view where the gap is too old', async () => {
    start(0);
    answers.push({ ok: true, view: viewOf(), seq: 7 });
    sequencer.receive([found(8)]);
    await wait(300);
    expect(applied).toEqual([-7, 8]);
  });

  it('asks for a whole view, once, when a store that lost its last moments cannot fill a gap', async () => {
    start(3);
    answers.push({ ok: true, events: [], seq: 3 });
    sequencer.receive([found(9)]);
    await wait(5000);
    expect([asked, refetched]).toEqual([[3], 1]);
    start(3);
    sequencer.receive([found(4)]);
    await wait(5000);
    expect([applied, asked, refetched]).toEqual([[4], [3], 1]);
  });

  it('believes a store that has less than a heartbeat promised', async () => {
    start(3);
    answers.push({ ok: true, events: [], seq: 3 });
    sequencer.heartbeat(9);
    await wait(5000);
    sequencer.receive([found(3)]);
    await wait(5000);
    expect([asked, refetched]).toEqual([[3], 0]);
  });

  it('takes a join answered with less than is known as overtaken, once; again, the numbers begin anew', () => {
    start(8);
    const restarted = vi.fn();
    const take = vi.fn();
    expect(sequencer.adoptJoined(5, take, restarted)).toBe(false);
    expect(take).not.toHaveBeenCalled();
    expect(sequencer.adoptJoined(5, take, restarted)).toBe(true);
    expect(restarted).toHaveBeenCalledOnce();
    sequencer.receive([found(6)]);
    expect(applied).toEqual([6]);
  });

  it('says nothing more once it is stopped', async () => {
    start(0);
    sequencer.receive([found(2)]);
    sequencer.stop();
    await wait(1000);
    expect(asked).toEqual([]);
  });
});

it('ends in the view of all events in order, whatever of them is late, repeated or lost, and however sync answers', async () => {
  const LAST = 24;
  const all = Array.from({ length: LAST }, (_, index) => found(index + 1, index % 3 ? 'ben' : 'anna'));
  const expected = all.reduce<View>((view, event) => applyEvent(view, event), viewOf());
  const arrivals = fc.array(fc.array(fc.integer({ min: 1, max: LAST }), { maxLength: 6 }), { maxLength: 12 });
  const syncs = fc.array(fc.constantFrom<'lost' | 'busy' | 'page' | 'view'>('lost', 'busy', 'page', 'view'), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(
      arrivals,
      syncs,
      fc.array(fc.nat(400), { maxLength: 12 }),
      async (batches, kinds, pauses) => {
        let view = viewOf();
        const server = [...kinds];
        const own = createSequencer({
          timers: globalThis,
          apply: (event: RoomEvent) => {
            view = applyEvent(view, event);
          },
          sync(since): Promise<SyncAnswer> {
            const kind = server.shift() ?? 'page';
            if (kind === 'lost') return Promise.resolve(null);
            if (kind === 'busy') return Promise.resolve(refusal('rate_limited', 500));
            if (kind === 'view') return Promise.resolve({ ok: true, view: expected, seq: LAST });
            return Promise.resolve({ ok: true, events: all.slice(since, since + 5), seq: LAST });
          },
          replaced: (next, seq) =>
            void own.adopt(seq, () => {
              view = next;
            }),
          refetch: () =>
            void own.adopt(LAST, () => {
              view = expected;
            }),
        });
        own.adopt(0, () => undefined);
        for (const [index, seqs] of batches.entries()) {
          own.receive(seqs.map((seq) => all[seq - 1]!));
          await wait(pauses[index] ?? 0);
        }
        // A quiet room beats.
        for (let beat = 0; beat <= kinds.length; beat += 1) {
          own.heartbeat(LAST);
          await wait(5000);
        }
        own.stop();
        expect(own.watermark).toBe(LAST);
        expect(view).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  );
});
