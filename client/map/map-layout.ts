import { geoDistance, type GeoProjection } from 'd3';
import type { Inset, Quiz } from '../../shared/catalogue/quiz.ts';
import type { Box } from './box.ts';
import { placeInsets } from './insets.ts';
import { createProjection } from './projection.ts';
import { EARTH_KM } from './scale-bar.ts';
import { toSheet, type Point, type Sheet, type Size, type View } from './view.ts';
import { isWholeWorld, worldProjection, type WorldProjection } from './world-projection.ts';

type Degrees = readonly [lon: number, lat: number];

/** An inset as it lies on the sheet. */
export interface InsetFrame {
  id: string;
  name: string;
  /** px of the sheet. */
  box: Box;
  projection: GeoProjection;
}

/** The paper of a quiz: where every place of it stands, at one size of the map. MapLayout px are screen px at fit. */
export interface MapLayout {
  readonly size: Size;
  /** How far the sheet goes, and whether it repeats. */
  readonly sheet: Sheet;
  readonly projection: GeoProjection;
  readonly insets: readonly InsetFrame[];
  /** px of the sheet of a place, in its inset if it has one; null off the projection. */
  place(lon: number, lat: number): Point | null;
  /** A point's repetition on the one turn that is drawn; itself on a sheet that does not repeat. */
  home(point: Point): Point;
  /** Degrees under a point of the main map; null off the globe. */
  degreesAt(point: Point): Degrees | null;
  /** km across one screen px in the middle of a view, NaN off the globe. */
  kmPerPixel(view: View): number;
}

/** Height of an inset's name, px. */
const NAME = 14;
/** Printed this far beyond the edges, px, so that no cut line is seen there. */
const BLEED = 3;

/** @param land corners of what is in play, degrees: insets keep off them */
export function createMapLayout(
  quiz: Pick<Quiz, 'kind' | 'projection' | 'insets'>,
  size: Size,
  land: readonly Degrees[] = [],
): MapLayout {
  const { width, height } = size;
  const { projection, ...bounds } = isWholeWorld(quiz) ? worldProjection(size) : fittedTo(quiz, size, land);
  const { turn } = bounds;
  const start = turn === undefined ? 0 : projection.translate()[0] - turn / 2;
  const home = ([x, y]: Point): Point =>
    turn === undefined ? [x, y] : [x - turn * Math.floor((x - start) / turn), y];
  const at = ([lon, lat]: Degrees): Point | null => finite(projection([lon, lat]));
  const insets = layInsets(
    quiz.insets,
    size,
    [...land, ...quiz.projection.fit].map(at).filter((point) => point !== null),
  );

  const degreesAt = (sought: Point): Degrees | null => {
    const point = home(sought);
    const degrees = finite(projection.invert?.([point[0], point[1]]) ?? null);
    // Beyond the edge of the globe an inverse still answers, with a place that lies elsewhere.
    const back = degrees && at(degrees);
    return back && Math.hypot(back[0] - point[0], back[1] - point[1]) < 0.5 ? degrees : null;
  };

  return {
    size,
    sheet: { ...size, ...bounds },
    projection,
    insets,
    home,
    degreesAt,
    place(lon, lat) {
      const index = quiz.insets.findIndex(({ box }) => isWithin(box, lon, lat));
      return index < 0 ? at([lon, lat]) : finite(insets[index]!.projection([lon, lat]));
    },
    kmPerPixel(view) {
      const half = Math.min(60, width / 4);
      const [a, b] = [-half, half].map((dx) => degreesAt(toSheet(view, [width / 2 + dx, height / 2])));
      return a && b ? (geoDistance([...a], [...b]) * EARTH_KM) / (2 * half) : Number.NaN;
    },
  };
}

/** Land in play is shown as far as this beyond the frame, as a share of the screen. */
const FARTHEST = 0.75;

/**
 * A sheet that is framed by its quiz. It goes on as far as land in play does, and from afar shows all of that: a frame is fitted to
 * where the cities are.
 */
function fittedTo(
  { projection: spec, insets }: Pick<Quiz, 'projection' | 'insets'>,
  size: Size,
  land: readonly Degrees[],
): Omit<WorldProjection, 'turn'> & { turn: undefined } {
  const { width, height } = size;
  const padding = paddingFor(size);
  const projection = createProjection(spec, width, height, padding);
  const extent = { x0: 0, y0: 0, x1: width, y1: height };
  const [farX, farY] = [FARTHEST * width, FARTHEST * height];
  for (const [lon, lat] of [...land, ...spec.fit]) {
    if (insets.some(({ box }) => isWithin(box, lon, lat))) continue;
    const point = finite(projection([lon, lat]));
    if (!point) continue;
    const [x, y] = point;
    // What lies farther is no part of what the frame is about: an island half an ocean away.
    if (x < -farX || y < -farY || x > width + farX || y > height + farY) continue;
    extent.x0 = Math.min(extent.x0, x - padding);
    extent.y0 = Math.min(extent.y0, y - padding);
    extent.x1 = Math.max(extent.x1, x + padding);
    extent.y1 = Math.max(extent.y1, y + padding);
  }
  const least = Math.min(1, width / (extent.x1 - extent.x0), height / (extent.y1 - extent.y0));
  // From afar more is seen than the extent, on the sides where that is narrower than the screen.
  const [moreX, moreY] = [width, height].map((length) => (length / least - length) / 2 + BLEED) as [
    number,
    number,
  ];
  projection.clipExtent([
    [Math.min(extent.x0 - BLEED, -moreX), Math.min(extent.y0 - BLEED, -moreY)],
    [Math.max(extent.x1 + BLEED, width + moreX), Math.max(extent.y1 + BLEED, height + moreY)],
  ]);
  return { projection, turn: undefined, extent, least };
}

/** Room between the outermost cities and the frame, px. */
function paddingFor({ width, height }: Size): number {
  return Math.min(28, 10 + Math.min(width, height) * 0.02);
}

/** Whether a place lies in a box of degrees [west, south, east, north]; west may be greater than east. */
export function isWithin([west, south, east, north]: Inset['box'], lon: number, lat: number): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

function layInsets(insets: readonly Inset[], size: Size, points: readonly Point[]): InsetFrame[] {
  const boxes = placeInsets(insets, size, points);
  return insets.map(({ id, name, projection: spec }, i) => {
    const box = boxes[i]!;
    // The name stands in the top left: the fitted points keep below it.
    const projection = createProjection(spec, box.x1 - box.x0, box.y1 - box.y0 - NAME, 8);
    const [tx, ty] = projection.translate();
    projection.translate([tx + box.x0, ty + box.y0 + NAME]).clipExtent([
      [box.x0, box.y0],
      [box.x1, box.y1],
    ]);
    return { id, name, box, projection };
  });
}

function finite(point: readonly [number, number] | null): Point | null {
  return point && Number.isFinite(point[0]) && Number.isFinite(point[1]) ? point : null;
}
