import type { Box } from './box.ts';

/** px, either of the screen (origin at the map's top left) or of the sheet (the same at zoom 1). */
export type Point = readonly [x: number, y: number];

export interface Size {
  width: number;
  height: number;
}

/** The map's box on screen, and how far the sheet goes under it; without more said, just as far at zoom 1. */
export interface Sheet extends Size {
  /** px of the sheet. */
  readonly extent?: Box | undefined;
  /** px of the sheet after which it repeats: it then goes on to both sides without end. */
  readonly turn?: number | undefined;
  /** The farthest zoom, 1 unless told otherwise. */
  readonly least?: number | undefined;
}

/** Where the sheet lies: screen = sheet × k + (x, y). */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** The whole sheet, as it lies before anyone touches it. */
export const FIT: View = { k: 1, x: 0, y: 0 };
/** Closer than this the outlines are all corners. */
export const MAX_ZOOM = 40;

export function toScreen(view: View, [x, y]: Point): Point {
  return [x * view.k + view.x, y * view.k + view.y];
}

export function toSheet(view: View, [x, y]: Point): Point {
  return [(x - view.x) / view.k, (y - view.y) / view.k];
}

/** A zoom kept between the sheet's farthest and {@link MAX_ZOOM}. */
export function clampZoom(k: number, { least = 1 }: Sheet): number {
  return clamp(k, least, MAX_ZOOM);
}

/** The nearest view that shows nothing beyond the sheet; what is smaller than the screen stands in its middle. */
export function clampView({ k, x, y }: View, sheet: Sheet): View {
  const zoom = clampZoom(k, sheet);
  const { width, height, turn, extent = { x0: 0, y0: 0, x1: width, y1: height } } = sheet;
  return {
    k: zoom,
    x: turn === undefined ? clampAxis(x, zoom, extent.x0, extent.x1, width) : x,
    y: clampAxis(y, zoom, extent.y0, extent.y1, height),
  };
}

function clampAxis(offset: number, k: number, from: number, to: number, screen: number): number {
  const [low, high] = [screen - to * k, -from * k];
  return low > high ? (low + high) / 2 : clamp(offset, low, high);
}

/** The view at zoom `k` with a point of the sheet in its middle, as far as the sheet's edges let it. */
export function viewOn([px, py]: Point, k: number, sheet: Sheet): View {
  const zoom = clampZoom(k, sheet);
  return clampView({ k: zoom, x: sheet.width / 2 - px * zoom, y: sheet.height / 2 - py * zoom }, sheet);
}

/** The view zoomed by `factor` while the screen point `at` stays where it is. */
export function zoomAt(view: View, factor: number, [ax, ay]: Point, sheet: Sheet): View {
  const k = clampZoom(view.k * factor, sheet);
  const f = k / view.k;
  return clampView({ k, x: ax - (ax - view.x) * f, y: ay - (ay - view.y) * f }, sheet);
}

/** Of all repetitions of a point of the sheet, that nearest to the middle of the view. */
export function nearest([x, y]: Point, view: View, { width, turn }: Sheet): Point {
  if (turn === undefined) return [x, y];
  const middle = (width / 2 - view.x) / view.k;
  return [x + turn * Math.round((middle - x) / turn), y];
}

/** The sheet's part on screen, grown by `margin` screen px on each side: [left, top, right, bottom] in sheet px. */
export function visibleSheet(view: View, size: Size, margin = 0): [number, number, number, number] {
  const [left, top] = toSheet(view, [-margin, -margin]);
  const [right, bottom] = toSheet(view, [size.width + margin, size.height + margin]);
  return [left, top, right, bottom];
}

export function clamp(value: number, low: number, high: number): number {
  // `+ 0` turns −0 into 0, which would otherwise travel into transforms and comparisons.
  return Math.min(high, Math.max(low, value)) + 0;
}
