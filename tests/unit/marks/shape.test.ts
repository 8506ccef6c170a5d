import { describe, expect, it } from 'vitest';
import { polygonArea, shapePath, shapePoints, SHAPES } from '../../../client/marks/shape.ts';

const polygons = SHAPES.filter((shape) => shape !== 'circle');

describe('the shapes of seats', () => {
  it.each(polygons)('gives a %s the area of a circle', (shape) => {
    expect(polygonArea(shapePoints(shape, 5))).toBeCloseTo(Math.PI * 25, 6);
  });

  it.each(polygons)('keeps a %s round its point', (shape) => {
    const points = shapePoints(shape, 4);
    const x = points.reduce((sum, [px]) => sum + px, 0) / points.length;
    const y = points.reduce((sum, [, py]) => sum + py, 0) / points.length;
    expect(Math.hypot(x, y)).toBeLessThan(1e-9);
  });

  it('draws eight different outlines', () => {
    expect(new Set(SHAPES.map((shape) => shapePath(shape, 5))).size).toBe(8);
  });

  it('points the two triangles apart', () => {
    const top = (shape: 'triangle' | 'triangle-down'): number =>
      Math.min(...shapePoints(shape, 1).map(([, y]) => y));
    expect(top('triangle')).toBeLessThan(top('triangle-down'));
  });

  it('closes the circle with two arcs of its radius', () => {
    expect(shapePath('circle', 3)).toBe('M3,0A3,3 0 1,1 -3,0A3,3 0 1,1 3,0Z');
  });
});
