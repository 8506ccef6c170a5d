import { describe, expect, it } from 'vitest';
import { flightPath } from '../../../client/map/flight.ts';

const size = { width: 800, height: 600 };

describe('a flight', () => {
  it('starts where the map is and ends where it was sent', () => {
    const from = { k: 1, x: 0, y: 0 };
    const to = { k: 5, x: -1200, y: -900 };
    const path = flightPath(from, to, size);
    expect(path(1)).toBe(to);
    const start = path(0);
    expect(start.k).toBeCloseTo(1);
    expect(start.x).toBeCloseTo(0);
    expect(path(0.5).k).toBeGreaterThan(1);
    expect(path(0.5).k).toBeLessThan(5);
  });

  it('stands still between the same views', () => {
    const view = { k: 2, x: -100, y: -50 };
    const half = flightPath(view, view, size)(0.5);
    expect(half.k).toBeCloseTo(2);
    expect(half.x).toBeCloseTo(-100);
  });
});
