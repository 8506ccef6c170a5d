import { describe, expect, it } from 'vitest';
import { layersOf } from '../../../client/map/topology.ts';
import type { QuizMap } from '../../../shared/catalogue/quiz-map.ts';

/** Two squares side by side, the left one in play, and a sea to the right. */
const map = {
  type: 'Topology',
  arcs: [
    [
      [1, 0],
      [1, 1],
    ],
    [
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
    ],
  ],
  objects: {
    units: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', id: 'FR.84', properties: { name: 'Auvergne' }, arcs: [[0, 1]] },
        { type: 'Polygon', id: '', properties: { name: 'Nowhere' }, arcs: [[0, 1]] },
        { type: 'Polygon', id: 'FR.84', properties: { name: 'Twice' }, arcs: [[0, 1]] },
      ],
    },
    land: { type: 'GeometryCollection', geometries: [{ type: 'MultiPolygon', id: 'IT', arcs: [[[2, -1]]] }] },
    lakes: { type: 'MultiPolygon', arcs: [] },
    coast: { type: 'MultiLineString', arcs: [[1], [2]] },
    borders: { type: 'MultiLineString', arcs: [] },
    frontiers: { type: 'MultiLineString', arcs: [[0]] },
    water: {
      type: 'GeometryCollection',
      geometries: [
        {
          type: 'MultiPoint',
          properties: { name: 'Some Sea', rank: 2 },
          coordinates: [
            [3, 0],
            [5, 1],
          ],
        },
      ],
    },
  },
} as unknown as QuizMap;

describe('the layers of a map file', () => {
  it('gives every region a code of its own', () => {
    expect(layersOf(map).units.map(({ code }) => code)).toEqual(['FR.84', '#1', '#2']);
  });

  it('reads polygons of one part and of many alike', () => {
    const { units, land } = layersOf(map);
    expect(units[0]!.area.geometry.coordinates).toEqual([
      [
        [
          [1, 0],
          [1, 1],
          [0, 1],
          [0, 0],
          [1, 0],
        ],
      ],
    ]);
    expect(land[0]!.area.geometry.coordinates).toHaveLength(1);
    expect(land[0]!.name).toBe('');
  });

  it('reads lines and the names of waters', () => {
    const { coast, waters, coarse } = layersOf(map);
    expect(coast.geometry.coordinates).toHaveLength(2);
    expect(waters).toEqual([
      {
        name: 'Some Sea',
        rank: 2,
        line: [
          [3, 0],
          [5, 1],
        ],
      },
    ]);
    expect(coarse).toEqual([]);
  });

  it('is empty without a file, and for an inset that has none', () => {
    expect(layersOf(null).units).toEqual([]);
    expect(layersOf(map, 'canaries').land).toEqual([]);
  });
});
