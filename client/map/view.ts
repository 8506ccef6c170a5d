/** px, either of the screen (origin at the map's top left) or of the sheet (the same at zoom 1). */
export type Point = readonly [x: number, y: number];

export interface Size {
  width: number;
  height: number;
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

/** The nearest view that shows nothing beyond the sheet: zoom 1…{@link MAX_ZOOM}, no edge drawn inwards. */
export function clampView({ k, x, y }: View, { width, height }: Size): View {
  const zoom = clamp(k, 1, MAX_ZOOM);
  return {
    k: zoom,
    x: clamp(x, width * (1 - zoom), 0),
    y: clamp(y, height * (1 - zoom), 0),
  };
}

/** The view at zoom `k` with a point of the sheet in its middle, as far as the sheet's edges let it. */
export function viewOn([px, py]: Point, k: number, size: Size): View {
  const zoom = clamp(k, 1, MAX_ZOOM);
  return clampView({ k: zoom, x: size.width / 2 - px * zoom, y: size.height / 2 - py * zoom }, size);
}

/** The view zoomed by `factor` while the screen point `at` stays where it is. */
export function zoomAt(view: View, factor: number, [ax, ay]: Point, size: Size): View {
  const k = clamp(view.k * factor, 1, MAX_ZOOM);
  const f = k / view.k;
  return clampView({ k, x: ax - (ax - view.x) * f, y: ay - (ay - view.y) * f }, size);
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
