import { overlaps, type Box } from './box.ts';
import type { Point, Size } from './view.ts';

/** Where the buttons of a map stand: in a column or a row, at the head or the foot of its side. */
export interface ControlsPlace {
  isTop: boolean;
  isRow: boolean;
}

/** px: a button and its border, and the air around all of them. */
const BUTTON = 41;
const PHONE_BUTTON = 45;
const SIDE = 10;
const HEAD = 10;
const FOOT = 14;
/** px that nothing in play comes nearer. */
const AIR = 4;

/** What the buttons cover, screen px. */
export function controlsBox(
  { isTop, isRow }: ControlsPlace,
  count: number,
  phone: boolean,
  { width, height }: Size,
): Box {
  const button = phone ? PHONE_BUTTON : BUTTON;
  const [w, h] = isRow ? [count * button, button] : [button, count * button];
  const x1 = width - SIDE;
  const y0 = isTop ? HEAD : height - FOOT - h;
  return { x0: x1 - w - 2, y0, x1, y1: y0 + h + 2 };
}

const COLUMN_FOOT: ControlsPlace = { isTop: false, isRow: false };
const ROW_FOOT: ControlsPlace = { isTop: false, isRow: true };
const COLUMN_HEAD: ControlsPlace = { isTop: true, isRow: false };
const ROW_HEAD: ControlsPlace = { isTop: true, isRow: true };

/**
 * The first place where the buttons cover nothing in play and no inset, else where they cover least.
 *
 * @param isLand whether a point of the screen, at fit, is land in play
 */
export function placeControls(
  count: number,
  phone: boolean,
  size: Size,
  insets: readonly Box[],
  isLand: (point: Point) => boolean,
): ControlsPlace {
  // Thumbs and the sheet's edge are at the foot of a phone: there the head comes first.
  const places = phone
    ? [COLUMN_HEAD, ROW_HEAD, ROW_FOOT, COLUMN_FOOT]
    : [COLUMN_FOOT, ROW_FOOT, COLUMN_HEAD, ROW_HEAD];
  let best = places[0]!;
  let least = Infinity;
  for (const place of places) {
    const box = controlsBox(place, count, phone, size);
    const covered = insets.some((inset) => overlaps(inset, box)) ? 1000 : samples(box).filter(isLand).length;
    if (covered < least) [best, least] = [place, covered];
  }
  return best;
}

/** px between the points that are looked at. */
const STEP = 10;

function samples({ x0, y0, x1, y1 }: Box): Point[] {
  const points: Point[] = [];
  for (let x = x0 - AIR; x <= x1 + AIR; x += STEP)
    for (let y = y0 - AIR; y <= y1 + AIR; y += STEP) points.push([x, y]);
  return points;
}

/** Whether a point lies in one of the areas that rings enclose, by the even-odd rule; px. */
export function createInsideTest(rings: readonly (readonly Point[])[]): (point: Point) => boolean {
  const boxed = rings
    .filter((ring) => ring.length > 2)
    .map((ring) => {
      const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
      for (const [x, y] of ring) {
        box.x0 = Math.min(box.x0, x);
        box.y0 = Math.min(box.y0, y);
        box.x1 = Math.max(box.x1, x);
        box.y1 = Math.max(box.y1, y);
      }
      return { ring, box };
    });
  return ([px, py]) => {
    let isInside = false;
    for (const { ring, box } of boxed) {
      if (py < box.y0 || py > box.y1 || px > box.x1) continue;
      let [ax, ay] = ring.at(-1)!;
      for (const [bx, by] of ring) {
        if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) isInside = !isInside;
        [ax, ay] = [bx, by];
      }
    }
    return isInside;
  };
}
