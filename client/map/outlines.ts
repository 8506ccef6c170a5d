import { geoGraticule, geoPath, type GeoPath } from 'd3';
import type { MapLayers } from './topology.ts';
import type { MapLayout } from './map-layout.ts';
import { visibleSheet, type View } from './view.ts';

/** A region as SVG path data. */
export interface Outline {
  code: string;
  d: string;
}

/** The layers of a sheet as SVG path data, px of the sheet; '' is nothing. */
export interface DrawnLayers {
  land: string;
  units: Outline[];
  lakes: string;
  coast: string;
  borders: string;
  frontiers: string;
}

export interface DrawnMap extends DrawnLayers {
  /** The edge of the earth, where the projection shows one: a line, for the sheet is water to its frame. */
  edge: string;
  /** Drawn while the map moves, if the whole is too heavy for it. */
  coarse: { inPlay: boolean; d: string }[];
}

/**
 * Draws the main map.
 *
 * @param hasEdge whether the projection shows the edge of the earth (a cone has only a hole at its pole)
 */
export function drawMap(layout: MapLayout, layers: MapLayers, hasEdge: boolean): DrawnMap {
  const path = geoPath(layout.projection).digits(1);
  return {
    ...drawLayers(path, layers),
    edge: hasEdge ? withPrecision(layout, () => path({ type: 'Sphere' }) ?? '') : '',
    coarse: layers.coarse.map(({ inPlay, area }) => ({ inPlay, d: path(area) ?? '' })),
  };
}

/** Draws the layers with whatever projection a path has. */
export function drawLayers(path: GeoPath, layers: MapLayers): DrawnLayers {
  return {
    land: layers.land.map(({ area }) => path(area) ?? '').join(''),
    units: layers.units.map(({ code, area }) => ({ code, d: path(area) ?? '' })).filter(({ d }) => d !== ''),
    lakes: path(layers.lakes) ?? '',
    coast: path(layers.coast) ?? '',
    borders: path(layers.borders) ?? '',
    frontiers: path(layers.frontiers) ?? '',
  };
}

/** Lines every `step` degrees over what a view shows, and a little around. */
export function drawGraticule(layout: MapLayout, view: View, step: number): string {
  if (layout.sheet.turn !== undefined) return drawSquareGraticule(layout, view, step, layout.sheet.turn);
  const box = visibleDegrees(layout, view);
  const graticule = geoGraticule().step([step, step]).precision(Math.min(2.5, step));
  if (box) {
    const [west, south, east, north] = box;
    const down = (value: number): number => Math.floor(value / step) * step;
    const up = (value: number): number => Math.ceil(value / step) * step;
    graticule.extent([
      [down(west), Math.max(-90 + step / 1000, down(south))],
      [up(east), Math.min(90 - step / 1000, up(north))],
    ]);
  }
  return withPrecision(layout, () => geoPath(layout.projection).digits(1)(graticule()) ?? '');
}

/** On a cylinder every line is straight, and goes on beyond the turn that the outlines are drawn on. */
function drawSquareGraticule(
  { projection, size }: MapLayout,
  view: View,
  step: number,
  turn: number,
): string {
  const [left, top, right, bottom] = visibleSheet(view, size, size.width / 2);
  const [x0] = projection([0, 0])!;
  const lines: string[] = [];
  const every = (turn * step) / 360;
  for (let n = Math.ceil((left - x0) / every); x0 + n * every <= right; n += 1)
    lines.push(`M${(x0 + n * every).toFixed(1)},${top.toFixed(1)}V${bottom.toFixed(1)}`);
  for (let n = Math.ceil(-90 / step); n * step <= 90; n += 1) {
    const y = projection([0, n * step])![1];
    if (y >= top && y <= bottom) lines.push(`M${left.toFixed(1)},${y.toFixed(1)}H${right.toFixed(1)}`);
  }
  return lines.join('');
}

/** The degrees that a view shows: [west, south, east, north], east past 180 across the antimeridian; null when wide. */
export function visibleDegrees(layout: MapLayout, view: View): [number, number, number, number] | null {
  if (view.k < 2) return null;
  const [left, top, right, bottom] = visibleSheet(view, layout.size, 80);
  const middle = layout.degreesAt([(left + right) / 2, (top + bottom) / 2]);
  if (!middle) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= 8; i += 1) {
    for (let j = 0; j <= 8; j += 1) {
      const at = layout.degreesAt([left + ((right - left) * i) / 8, top + ((bottom - top) * j) / 8]);
      if (!at) return null;
      const lon = middle[0] + ((((at[0] - middle[0] + 540) % 360) + 360) % 360) - 180;
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, at[1]);
      north = Math.max(north, at[1]);
    }
  }
  return east - west < 180 ? [west, south, east, north] : null;
}

/** Curves that the files do not sample (the globe's edge, the graticule) are bent by the projection itself. */
function withPrecision<T>({ projection }: MapLayout, draw: () => T): T {
  const before = projection.precision();
  projection.precision(0.5);
  try {
    return draw();
  } finally {
    projection.precision(before);
  }
}
