import { render } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import RegionBars from '../../client/parts/RegionBars.svelte';
import { totalsOf } from '../../client/state/named-totals.ts';
import type { Quiz } from '../../shared/catalogue/quiz.ts';
import { LYON, NICE } from '../unit/client/fake-transport.ts';

const quiz = {
  breakdown: 'regions',
  capitals: 0,
  regions: [
    { code: 'FR.84', name: LYON.region, cities: 4, population: 600_000 },
    { code: 'FR.93', name: NICE.region, cities: 2, population: 2_000_000 },
  ],
  brackets: [{ minPopulation: 100_000, cities: 6 }],
} as unknown as Quiz;

const rows = (isCounted: boolean) => {
  const { container } = render(RegionBars, { quiz, totals: totalsOf([LYON, NICE], quiz), isCounted });
  return [...container.querySelectorAll('li')].map((row) => [
    row.querySelector('.figure')!.textContent.trim().split(' ,')[0]!.split(/\s*,/)[0]!.replace(/\s+/g, ' '),
    row.querySelector<HTMLElement>('.track i')?.style.inlineSize,
  ]);
};

it('draws each bar as long as its number says', () => {
  expect(rows(true)).toEqual([
    ['2 of 6', expect.stringMatching(/^33\.33/)],
    ['1 of 4', '25%'],
    ['1 of 2', '50%'],
  ]);
});

it('draws no bar for a region whose cities in play are not counted', () => {
  expect(rows(false).slice(1)).toEqual([
    ['1 city', undefined],
    ['1 city', undefined],
  ]);
});
