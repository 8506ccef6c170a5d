import { expect, it } from 'vitest';
import { createProjection } from '../../../client/map/projection.ts';
import type { ProjectionSpec } from '../../../shared/catalogue/quiz.ts';

const FIJI: ProjectionSpec = {
  type: 'mercator',
  rotate: [-178.5, 0, 0],
  fit: [
    [177, -17.5],
    [-178, -17.5],
    [179, -16],
    [179, -19],
  ],
};
const FRANCE: ProjectionSpec = {
  type: 'conicEqualArea',
  rotate: [-2.5, 0, 0],
  parallels: [43, 50],
  fit: [
    [-4.8, 48.4],
    [9.5, 42.4],
    [2.5, 51],
    [3, 42.4],
  ],
};

it.each([
  ['a wide sheet', 900, 300],
  ['a tall sheet', 300, 900],
])('fits the frame into %s, in the middle', (_, width, height) => {
  const project = createProjection(FRANCE, width, height, 20);
  const flat = FRANCE.fit.map((point) => project(point)!);
  const xs = flat.map(([x]) => x);
  const ys = flat.map(([, y]) => y);
  const left = Math.min(...xs);
  const right = Math.max(...xs);
  const top = Math.min(...ys);
  const bottom = Math.max(...ys);
  expect(Math.min(left, top)).toBeCloseTo(20, 6);
  expect(left + right).toBeCloseTo(width, 6);
  expect(top + bottom).toBeCloseTo(height, 6);
  expect(Math.max((right - left) / (width - 40), (bottom - top) / (height - 40))).toBeCloseTo(1, 6);
});

it('keeps both sides of the antimeridian together', () => {
  const project = createProjection(FIJI, 400, 400, 0);
  const [west, east] = [project([179.9, -17])!, project([-179.9, -17])!];
  expect(east[0] - west[0]).toBeGreaterThan(0);
  expect(east[0] - west[0]).toBeLessThan(40);
});

it('turns positions back into degrees', () => {
  const project = createProjection(FRANCE, 800, 600, 10);
  const [lon, lat] = project.invert!(project([4.835, 45.764])!)!;
  expect(lon).toBeCloseTo(4.835, 6);
  expect(lat).toBeCloseTo(45.764, 6);
});

it('takes longitudes beyond 180 for what they are', () => {
  const project = createProjection(FIJI, 400, 400, 0);
  expect(project([181, -17])![0]).toBeCloseTo(project([-179, -17])![0], 6);
});
