import { describe, expect, it } from 'vitest';
import { facing, offMiddle, turnBetween } from '../../../client/map/globe-turn.ts';
import {
  createGlobe,
  createGlobeIn,
  createGlobePlace,
  dragged,
  FIRST_TURN,
  globeDots,
  turnTo,
} from '../../../client/map/globe.ts';

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

describe('a globe in play', () => {
  it('faces a find, as far as it may be tilted', () => {
    expect(facing(-46.6, -23.5)).toEqual([46.6, 23.5]);
    expect(facing(15, 89)).toEqual([-15, -80]);
  });

  it('turns the short way, and arrives exactly', () => {
    const way = turnBetween(facing(170, 0), facing(-170, 10));
    const [half] = way(0.5);
    expect(Math.abs(Math.abs(half) - 180)).toBeLessThan(1);
    expect(way(1)).toEqual([170, -10]);
  });

  it('shows what is on its near side', () => {
    const turn = facing(10, 50);
    expect(offMiddle(turn, 10, 50)).toBeCloseTo(0, 5);
    expect(offMiddle(turn, -170, -50)).toBeCloseTo(180, 5);
    const size = { width: 400, height: 300 };
    const place = createGlobePlace(createGlobeIn(size, turn, 140), turn);
    const [x, y] = place(10, 50)!;
    expect([x, y]).toEqual([expect.closeTo(200, 6), expect.closeTo(150, 6)]);
    expect(place(-170, -50)).toBeNull();
  });
});
