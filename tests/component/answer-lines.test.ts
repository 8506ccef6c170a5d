import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import AnswerLines from '../../client/play/AnswerLines.svelte';
import type { AnswerText } from '../../client/text/answer.ts';

const found: AnswerText = {
  symbol: 'found',
  line1: 'Gdańsk',
  place: 'Poland',
  aside: '+461,865',
  line2: 'Your 41st largest. 12 of 914 in Poland',
  spoken: '',
};

it('stands in two lines', () => {
  const { container } = render(AnswerLines, { answer: found });
  const lines = [...container.querySelectorAll('p')].map((line) =>
    line.textContent.replace(/\s+/g, ' ').trim(),
  );
  expect(lines).toEqual(['Gdańsk, Poland +461,865', 'Your 41st largest. 12 of 914 in Poland']);
});

it('stands in one on a phone', () => {
  const { container } = render(AnswerLines, { answer: found, isCompact: true });
  expect(container.querySelectorAll('p')).toHaveLength(1);
  expect(screen.getByText('Poland')).toBeTruthy();
});

it('keeps its place before the first answer', () => {
  const { container } = render(AnswerLines, { answer: null });
  expect(container.querySelector('.answer')).toBeTruthy();
  expect(container.textContent).toBe('');
});

it('shows the mark of whoever owns a taken city', () => {
  const { container } = render(AnswerLines, { answer: { ...found, symbol: 'taken' }, seat: 3 });
  expect(container.querySelector('svg.seat4')).toBeTruthy();
});

it.each([
  [false, 'next (2 more)'],
  [true, 'Next (2)'],
])('offers the next city of the name by a button, compact: %s', async (isCompact, label) => {
  const onnext = vi.fn();
  const answer: AnswerText = { ...found, line1: 'Springfield', line2: '18 by state', again: 2 };
  const { rerender } = render(AnswerLines, { answer, isCompact, onnext });
  const button = screen.getByRole('button', { name: label });
  // Pressing it must not take the focus from the field.
  expect(await fireEvent.pointerDown(button)).toBe(false);
  await fireEvent.click(button);
  expect(onnext).toHaveBeenCalledOnce();
  await rerender({ answer, isCompact, onnext: undefined });
  expect(screen.queryByRole('button')).toBeNull();
});

it('says beside the button how many need where they are', () => {
  const answer: AnswerText = { ...found, line2: '18 by state', again: 2 };
  const { container } = render(AnswerLines, { answer, onnext: () => undefined });
  expect(container.querySelector('.two')!.textContent.replace(/\s+/g, ' ').trim()).toBe(
    'next (2 more) · 18 by state',
  );
});
