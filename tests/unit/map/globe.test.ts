import { describe, expect, it } from 'vitest';
import { createGlobe, dragged, FIRST_TURN, globeDots, turnTo } from '../../../client/map/globe.ts';

const tokyo = { id: 1, name: 'Tokyo', lat: 35.7, lon: 139.7, population: 9_000_000 };
const lima = { id: 2, name: 'Lima', lat: -12, lon: -77, population: 8_000_000 };

describe('the globe', () => {
  it('faces Europe and Africa when nothing is found', () => {
    expect(turnTo([])).toBe(FIRST_TURN);
  });

  it('faces the finds', () => {
    const [lambda, phi] = turnTo([tokyo]);
    expect(lambda).toBeCloseTo(-139.7, 1);
    expect(phi).toBeCloseTo(-35.7, 1);
  });

  it('shows the near side alone, largest first', () => {
    const dots = globeDots(createGlobe(600, turnTo([tokyo])), [lima, tokyo]);
    expect(dots.map(({ name }) => name)).toEqual(['Tokyo']);
    expect(dots[0]!.x).toBeCloseTo(300, 0);
  });

  it('turns with the hand and never over a pole', () => {
    expect(dragged([0, 0], 300, 0, 300)[0]).toBeCloseTo(57.3, 1);
    expect(dragged([0, 70], 0, -900, 300)[1]).toBe(80);
  });
});
