import { describe, expect, it } from 'vitest';
import { addedDots, addedTo, createDotMaker, CROWD, ON_TOP } from '../../../client/map/dots.ts';
import type { MapCity } from '../../../client/map/city.ts';

const city = (id: number, population = 1000 * id, seat?: number): MapCity => ({
  id,
  name: `City ${id}`,
  lat: 0,
  lon: id,
  population,
  seat,
});
const context = { zoom: 1, seats: false, phone: false, projector: false };
const cities = (count: number): MapCity[] => Array.from({ length: count }, (_, i) => city(i + 1));

describe('the marks of a growing list', () => {
  it('stay the same but for those that came, each in its place by size', () => {
    let placed = 0;
    const maker = createDotMaker(({ lon }) => {
      placed += 1;
      return [lon, 0];
    }, context);
    const before = maker.make(cities(300));
    const after = maker.make([...cities(300), city(999, 150_500)]);
    expect(placed).toBe(301);
    expect(after.map(({ city: { population } }) => population)).toEqual(
      [...after].map(({ city: { population } }) => population).sort((a, b) => b - a),
    );
    expect(after.filter((dot) => !before.includes(dot)).map(({ city: { id } }) => id)).toEqual([999]);
    expect(maker.make([...cities(300), city(999, 150_500)])).toBe(after);
  });

  it('are all made anew for another list', () => {
    const maker = createDotMaker(({ lon }) => [lon, 0], context);
    maker.make(cities(5));
    expect(maker.make([city(7), city(9)]).map((dot) => dot.city.id)).toEqual([9, 7]);
    expect(maker.make([city(7, 7000, 2), city(9)])[1]!.city.seat).toBe(2);
  });

  it('knows what was added at the end, and nothing else', () => {
    expect(addedTo(cities(3), cities(5))?.map(({ id }) => id)).toEqual([4, 5]);
    expect(addedTo(cities(3), cities(3))).toEqual([]);
    expect(addedTo([], cities(3))).toBeNull();
    expect(addedTo(cities(3), cities(2))).toBeNull();
    expect(addedTo(cities(3), [city(1), city(7), city(3), city(4)])).toBeNull();
    expect(addedTo(cities(3), [city(1), city(2, 2000, 1), city(3)])).toBeNull();
  });
});

describe('a canvas of many dots', () => {
  const maker = createDotMaker(({ lon }) => [lon, 0], context);
  const many = maker.make(cities(CROWD + 500));

  it('paints a find among thousands alone', () => {
    const small = maker.make([...cities(CROWD + 500), city(5000, 700)]);
    expect(addedDots(many, small)?.map((dot) => dot.city.id)).toEqual([5000]);
  });

  it('is painted anew when the largest change, when it becomes crowded, and for other dots', () => {
    const fresh = createDotMaker(({ lon }) => [lon, 0], context);
    const base = fresh.make(cities(CROWD + 500));
    expect(addedDots(base, fresh.make([...cities(CROWD + 500), city(5000, 9e6)]))).toBeNull();
    expect(addedDots(many, many.slice(1))).toBeNull();
    expect(addedDots(many.slice(0, CROWD), many.slice(0, CROWD + 1))).toBeNull();
    expect(addedDots(many, [...many.slice(ON_TOP), ...many.slice(0, ON_TOP)])).toBeNull();
    expect(addedDots([], many)).toBeNull();
  });
});
