import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
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
