import type { Box } from './box.ts';
import { countryBox, type CountryName } from './country-names.ts';
import { createBoxGrid, isInside } from './box.ts';
import type { Dot } from './dots.ts';
import { placeLabels, type LabelDot } from './labels.ts';
import type { MapLayout } from './map-layout.ts';
import type { TextMeasure } from './text-measure.ts';
import { nearest, toScreen, toSheet, type Point, type View } from './view.ts';
import { placeWaterNames, type Water, type WaterName } from './water-names.ts';

/** A label that follows its dot while the sheet moves, keeping its size. */
export interface MapLabel {
  id: number;
  text: string;
  /** Middle of the dot, px of the sheet. */
  anchor: Point;
  /** From there to the left end of the baseline, screen px. */
  dx: number;
  dy: number;
  size: number;
}

export interface LabelLayout {
  labels: MapLabel[];
  countries: CountryName[];
}

/** What every layout of letters is given. */
export interface Page {
  layout: MapLayout;
  view: View;
  measure: TextMeasure;
  /** Screen boxes of buttons and scale. */
  controls: readonly Box[];
  /** Screen boxes of insets: only names of their own places stand there, clear of the frame. */
  insets: readonly Box[];
}

/** The largest dots in sight: these alone are labelled and kept clear, so that the 10,000th find costs what the first did. */
const MOST_DOTS = 400;
/** px kept free along the frame. */
const EDGE = 5;

function boundsOf({ layout: { size } }: Page): Box {
  return { x0: EDGE, y0: EDGE, x1: size.width - EDGE, y1: size.height - EDGE };
}

/** Of a sheet that repeats, the repetition in sight. */
function onScreen({ view, layout: { sheet } }: Page, point: Point): Point {
  return toScreen(view, nearest(point, view, sheet));
}

/** The names of waters for a view that stands still. They go first: labels of cities keep off them. */
export function layoutWaterNames(page: Page, waters: readonly Water[]): WaterName[] {
  const project = ([lon, lat]: readonly [number, number]): Point | null => {
    const [x, y] = page.layout.projection([lon, lat]) ?? [Number.NaN, Number.NaN];
    return Number.isFinite(x + y) ? onScreen(page, [x, y]) : null;
  };
  return placeWaterNames(
    waters,
    project,
    boundsOf(page),
    [...page.controls, ...page.insets],
    page.measure.water,
  );
}

/**
 * Labels of cities, then names of countries where room is left.
 *
 * @param dots largest first
 */
export function layoutCityLabels(
  page: Page,
  dots: readonly Dot[],
  waters: readonly WaterName[],
  countries: readonly CountryName[],
  options: { limit: number; scale: number; first: readonly number[] },
): LabelLayout {
  const bounds = boundsOf(page);
  const { size } = page.layout;
  const shown: LabelDot[] = [];
  const { first } = options;
  for (const { city, x, y, r } of dots) {
    // A crowded sheet: what is smaller may be covered, and is too small to be labelled.
    if (shown.length >= MOST_DOTS && !first.includes(city.id)) {
      if (first.length === 0) break;
      continue;
    }
    const [sx, sy] = onScreen(page, [x, y]);
    if (sx < 0 || sy < 0 || sx > size.width || sy > size.height) continue;
    shown.push({
      id: city.id,
      name: city.name,
      population: city.population,
      x: sx,
      y: sy,
      r: r * page.view.k,
    });
  }
  const printed = [...page.controls, ...waters.flatMap(({ boxes }) => boxes)];
  const obstacles = [...printed, ...page.insets.flatMap(rim)];
  const placed = placeLabels({ dots: shown, bounds, obstacles, measure: page.measure.label, ...options });
  const centres = new Map(shown.map(({ id, x, y }) => [id, [x, y] as const]));

  const taken = createBoxGrid<null>();
  for (const box of [...printed, ...page.insets, ...placed.map(({ box }) => box)]) taken.add(box, null);
  return {
    labels: placed.map(({ id, text, x, y, size: fontSize }) => {
      const centre = centres.get(id)!;
      return {
        id,
        text,
        anchor: toSheet(page.view, centre),
        dx: x - centre[0],
        dy: y - centre[1],
        size: fontSize,
      };
    }),
    countries: countries.flatMap((country) => {
      const name = { ...country, at: nearest(country.at, page.view, page.layout.sheet) };
      const box = countryBox(name, page.view, page.measure.label);
      if (!isInside(box, bounds) || taken.meets(box)) return [];
      taken.add(box, null);
      return [name];
    }),
  };
}

/** The frame of an inset and the line of its name. */
function rim({ x0, y0, x1, y1 }: Box): Box[] {
  return [
    { x0, y0: y0 - 2, x1, y1: y0 + 17 },
    { x0, y0: y1 - 2, x1, y1: y1 + 2 },
    { x0: x0 - 2, y0, x1: x0 + 2, y1 },
    { x0: x1 - 2, y0, x1: x1 + 2, y1 },
  ];
}
