import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GuessOutbox } from '../../../loadtest/virtual-user/guess-outbox.ts';
import { HeldGuesses } from '../../../loadtest/virtual-user/held-guesses.ts';

let sent: string[];
let inFlight: number;
let isOpen: boolean;
let held: HeldGuesses;
const outbox = new GuessOutbox();
const guess = (text: string) => outbox.create(text, 0);

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  inFlight = 0;
  isOpen = true;
  held = new HeldGuesses({
    send: ({ text }) => {
      sent.push(text);
      inFlight++;
    },
    isOpen: () => isOpen,
    inFlight: () => inFlight,
  });
});
afterEach(() => vi.useRealTimers());

function answer(): void {
  inFlight--;
  held.answered();
}

test('nothing leaves before the time that was asked for, then what was refused leaves first', () => {
  held.refused(guess('Oslo'), undefined, 500);
  held.add(guess('Roma'), undefined);
  held.refused(guess('Bern'), undefined, 200);
  vi.advanceTimersByTime(499);
  expect(sent).toEqual([]);
  expect(held).toMatchObject({ size: 3, isWaiting: true });
  vi.advanceTimersByTime(1);
  answer();
  answer();
  expect(sent).toEqual(['Oslo', 'Bern', 'Roma']);
  expect(held.isWaiting).toBe(false);
});

test('the longest of several waits stands', () => {
  held.refused(guess('Oslo'), undefined, 200);
  held.refused(guess('Bern'), undefined, 500);
  vi.advanceTimersByTime(499);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  answer();
  expect(sent).toEqual(['Oslo', 'Bern']);
});

test('one leaves after a refusal, and twice as many are under way with each answer, up to eight', () => {
  held.refused(guess('0'), undefined, 100);
  for (let n = 1; n < 40; n++) held.add(guess(String(n)), undefined);
  vi.advanceTimersByTime(100);
  const underWay = [inFlight];
  for (let n = 0; n < 5; n++) {
    answer();
    underWay.push(inFlight);
  }
  expect(underWay).toEqual([1, 2, 4, 8, 8, 8]);
  expect(held.isWaiting).toBe(true);
});

test('waits for a connection', () => {
  isOpen = false;
  held.refused(guess('Oslo'), undefined, 100);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([]);
  isOpen = true;
  held.pump();
  expect(sent).toEqual(['Oslo']);
});

test('gives up what is certainly not recorded, and keeps what may be', () => {
  const open = guess('Oslo');
  open.isOpen = true;
  held.refused(open, undefined, 100);
  held.refused(guess('Bern'), undefined, 100);
  held.add(guess('Roma'), undefined);
  expect(held.giveUp()).toBe(2);
  expect(held.stop()).toEqual([open]);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([]);
});
