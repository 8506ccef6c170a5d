import { describe, expect, it } from 'vitest';
import { createGuessAdmission } from '../../../server/limits/guess-admission.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { LIMITS } from '../../../shared/limits.ts';

/** An event loop whose turns a test makes, on a clock of its own. */
function fakeLoop(store: { silenceMs: number; isInProcess?: boolean } = { silenceMs: 0 }) {
  let now = 1000;
  let end: (() => void) | undefined;
  const admission = createGuessAdmission({
    limits: LIMITS,
    durations: DURATIONS,
    elapsed: () => now,
    random: () => 0.5,
    atTurnEnd: (callback) => (end = callback),
    storeSilenceMs: () => store.silenceMs,
    isStoreInProcess: store.isInProcess ?? false,
  });
  return {
    admission,
    pass: (ms: number) => (now += ms),
    now: () => now,
    endTurn: () => end?.(),
    /** Reads `count` guesses, of which one takes `costMs` when it is taken and a twentieth when it is not; answers how many were taken. */
    turn(count: number, costMs: number, wasRefused = false): number {
      const startedAt: number[] = [];
      for (let i = 0; i < count; i += 1) {
        if (admission.admit(now, wasRefused)) {
          startedAt.push(now);
          now += costMs;
        } else {
          admission.refused(1);
          now += costMs / 20;
        }
      }
      end?.();
      for (const at of startedAt) admission.answered(now, at);
      return startedAt.length;
    },
  };
}

describe('which guesses are taken', () => {
  it('are all while turns of the event loop are short', () => {
    const loop = fakeLoop();
    for (let turn = 0; turn < 100; turn += 1) expect(loop.turn(100, 0.1)).toBe(100);
    expect(loop.admission.isOverloaded()).toBe(false);
    expect(loop.admission.underWay).toBe(0);
  });

  it('are all in one long turn: a burst, or a pause of the collector', () => {
    const loop = fakeLoop();
    expect(loop.turn(2000, 0.1)).toBe(2000);
    loop.pass(1);
    expect(loop.turn(100, 0.1)).toBe(100);
    expect(loop.turn(2000, 0.1)).toBe(2000);
    loop.pass(10_000);
    expect(loop.turn(2000, 0.1)).toBe(2000);
  });

  it('are all in some long turns: the machine was busy with something else', () => {
    const loop = fakeLoop();
    const longMs = DURATIONS.guessTurnMs * 1.2;
    for (let passedMs = 0; passedMs + longMs < DURATIONS.overloadAfterMs; passedMs += longMs)
      expect(loop.turn(10, longMs / 10)).toBe(10);
    loop.turn(10, 0.1);
    expect(loop.turn(10, longMs / 10)).toBe(10);
    expect(loop.admission.isOverloaded()).toBe(false);
  });

  it('are those of a part of each turn when turn after turn is too long', () => {
    const loop = fakeLoop();
    loop.turn(2000, 0.1);
    const taken = loop.turn(2000, 0.1);
    expect(taken * 0.1).toBeLessThan(DURATIONS.guessTurnMs + 1);
    expect(taken * 0.1).toBeGreaterThan(DURATIONS.guessTurnMs / 2);
    expect(loop.admission.isOverloaded()).toBe(true);
    // All again as soon as less comes.
    loop.turn(100, 0.1);
    expect(loop.turn(1000, 0.1)).toBe(1000);
    loop.pass(1000);
    expect(loop.admission.isOverloaded()).toBe(false);
  });

  it.each([2, 4])('are what the node can carry when %i times as many come', (times) => {
    const loop = fakeLoop();
    const costMs = 0.06;
    let began = loop.now();
    let taken = 0;
    let longestMs = 0;
    let offered = 2000;
    for (let turn = 0; turn < 200; turn += 1) {
      const from = loop.now();
      taken += loop.turn(offered, costMs);
      longestMs = turn < 10 ? 0 : Math.max(longestMs, loop.now() - from);
      // What has come meanwhile.
      offered = Math.round(((loop.now() - from) / costMs) * times);
      if (turn === 9) [began, taken] = [loop.now(), 0];
    }
    const capacity = (loop.now() - began) / costMs;
    expect(taken / capacity).toBeGreaterThan(times === 2 ? 0.8 : 0.5);
    expect(longestMs).toBeLessThan(100);
  });

  it('are of those first who were refused before', () => {
    const loop = fakeLoop();
    loop.turn(2000, 0.1);
    const first = loop.turn(2000, 0.1);
    const last = loop.turn(2000, 0.1, true);
    expect(last).toBeGreaterThan(first);
  });

  it('are no more than may be under way, and again as many as are answered', () => {
    const loop = fakeLoop();
    const { admission } = loop;
    let taken = 0;
    while (admission.admit(loop.now(), true)) taken += 1;
    expect(taken).toBe(admission.limit);
    expect(admission.openness).toBe('none');
    admission.answered(loop.now(), loop.now());
    expect(admission.admit(loop.now(), false)).toBe(false);
    expect(admission.admit(loop.now(), true)).toBe(true);
  });

  it('are fewer while the store is slow, however quickly those are answered that it was not asked about', () => {
    const loop = fakeLoop();
    const { admission } = loop;
    for (let i = 0; i < 40; i += 1) {
      const startedAt = loop.now();
      for (const isMiss of [true, false]) {
        expect(admission.admit(startedAt, true)).toBe(true);
        if (isMiss) admission.answered(startedAt, startedAt);
      }
      loop.endTurn();
      loop.pass(DURATIONS.guessWaitMs * 2);
      admission.answered(loop.now(), startedAt);
    }
    expect(admission.limit).toBeLessThan(LIMITS.guessesUnderWay / 2);
  });

  it('are no fewer for the length of turns, where the store is this process', () => {
    const loop = fakeLoop({ silenceMs: 0, isInProcess: true });
    const { admission } = loop;
    for (let i = 0; i < 40; i += 1) {
      const startedAt = loop.now();
      expect(admission.admit(startedAt, true)).toBe(true);
      loop.pass(DURATIONS.guessWaitMs * 2);
      loop.endTurn();
      admission.answered(loop.now(), startedAt);
      loop.pass(1000);
    }
    expect(admission.limit).toBe(LIMITS.guessesUnderWay);
  });

  it('are none while the store owes answers and is silent, and all when it speaks again', () => {
    const store = { silenceMs: DURATIONS.storeStalledMs + 1 };
    const loop = fakeLoop(store);
    expect(loop.turn(10, 0.1)).toBe(0);
    store.silenceMs = 3;
    expect(loop.turn(10, 0.1)).toBe(10);
  });
});

it('asks to wait longer the more is refused, and longer than it leaves the connection unread', () => {
  const loop = fakeLoop({ silenceMs: 10_000 });
  const early = loop.admission.retryAfterMs();
  expect(early).toBeGreaterThanOrEqual(DURATIONS.readPauseMs);
  for (let turn = 0; turn < 50; turn += 1) loop.turn(100, 0.1);
  expect(loop.admission.retryAfterMs()).toBeGreaterThan(1.9 * early);
  expect(loop.admission.retryAfterMs()).toBeLessThan(3000);
});
