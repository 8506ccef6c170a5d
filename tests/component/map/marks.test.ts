import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Dots from '../../../client/map/Dots.svelte';
import Outlines from '../../../client/map/Outlines.svelte';
import SeatMark from '../../../client/marks/SeatMark.svelte';
import type { Dot } from '../../../client/map/dots.ts';

const dot = (id: number, change: Partial<Dot['city']> = {}, missed = false): Dot => ({
  city: { id, name: `City ${id}`, lat: 0, lon: 0, population: 1000 * id, ...change },
  x: 10 * id,
  y: 20,
  r: 4,
  missed,
});

describe('dots', () => {
  it('draw what they are given, in that order, and ring a capital', () => {
    const { container } = render(Dots, { dots: [dot(3, { capital: true }), dot(1)], mode: 'plain', zoom: 2 });
    const circles = [...container.querySelectorAll('circle')];
    expect(circles.map((circle) => circle.getAttribute('class')?.split(' ')[0])).toEqual([
      'found',
      'capital',
      'found',
    ]);
    expect(circles.map((circle) => circle.dataset['city'])).toEqual(['3', undefined, '1']);
    expect(Number(circles[1]!.getAttribute('r'))).toBeCloseTo(4 + 2.2 / 2);
  });

  it('draw missed cities hollow, without a ring', () => {
    const { container } = render(Dots, { dots: [dot(1, { capital: true }, true)], mode: 'plain', zoom: 1 });
    expect(container.querySelectorAll('circle.missed')).toHaveLength(1);
    expect(container.querySelector('.capital')).toBeNull();
  });

  it('wear the mark of a seat where several play', () => {
    const { container } = render(Dots, {
      dots: [dot(1, { seat: 2 }), dot(2, { seat: 9 }), dot(3, { seat: 16 }), dot(4)],
      mode: 'seats',
      zoom: 1,
    });
    expect([...container.querySelectorAll('g')].map((g) => g.getAttribute('class')?.split(' ')[1])).toEqual([
      'seat3',
      'seat2',
      'seat1',
    ]);
    expect(container.querySelectorAll('path.solid, path.hollow, path.dotted')).toHaveLength(3);
    expect(container.querySelectorAll('circle.found')).toHaveLength(1);
  });
});

describe('outlines', () => {
  it('tint each region by what is named of it', () => {
    const layers = {
      land: 'M0,0Z',
      units: [
        { code: 'FR.84', d: 'M1,1Z' },
        { code: 'FR.11', d: 'M2,2Z' },
      ],
      lakes: '',
      coast: 'M0,0',
      borders: '',
      frontiers: '',
    };
    const { container } = render(Outlines, { layers, tint: new Map([['FR.11', 0.31]]) });
    expect(container.querySelector('[data-region="FR.84"]')?.classList.contains('tint0')).toBe(true);
    expect(container.querySelector('[data-region="FR.11"]')?.classList.contains('tint12')).toBe(true);
    // The coast is drawn last, over every fill.
    expect(container.querySelector('path:last-of-type')?.classList.contains('coast')).toBe(true);
  });
});

describe('the mark of a seat', () => {
  it('is decoration beside a name, and named when it stands alone', () => {
    const beside = render(SeatMark, { seat: 0 });
    expect(beside.container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    const alone = render(SeatMark, { seat: 9, label: 'Ilyas' });
    expect(alone.getByRole('img', { name: 'Ilyas' })).toBeTruthy();
  });
});
