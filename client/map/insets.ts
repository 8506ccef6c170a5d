import type { Inset } from '../../shared/catalogue/quiz.ts';
import { isInside, overlaps, type Box } from './box.ts';
import { clamp, type Point, type Size } from './view.ts';

/** Kept free of insets, px: the scale at the foot on the left, the buttons on the right (at the head on a phone). */
const SCALE_FOOT = 48;
const BUTTONS = 64;
const MARGIN = 12;
/** Between two in a row. */
const GAP = 10;

/** Size of an inset's frame on a sheet, px. */
export function insetSize(aspect: number, sheet: Size): Size {
  const side = clamp(Math.sqrt(sheet.width * sheet.height) * 0.19, 78, 190);
  const shape = Math.sqrt(clamp(aspect, 0.5, 2.5));
  return { width: Math.round(side * shape), height: Math.round(side / shape) };
}

/**
 * Where insets stand, px of the sheet, clear of scale and buttons. Those of one corner stand in a row or in a column,
 * whichever covers less of what is in play; when both would cover some, another corner may do better.
 *
 * @param points of what is in play on the main map, px of the sheet
 */
export function placeInsets(
  insets: readonly Pick<Inset, 'aspect' | 'corner'>[],
  sheet: Size,
  points: readonly Point[],
): Box[] {
  const boxes: Box[] = [];
  for (const wanted of new Set(insets.map(({ corner }) => corner))) {
    const sizes = insets
      .filter(({ corner }) => corner === wanted)
      .map(({ aspect }) => insetSize(aspect, sheet));
    let best: Box[] = [];
    let least = Infinity;
    for (const corner of [wanted, ...CORNERS]) {
      for (const isRow of [true, false]) {
        const tried = line(sizes, sheet, corner, isRow);
        const cost = tried.reduce((sum, box) => sum + costOf(box, sheet, boxes, points), 0);
        if (cost >= least) continue;
        least = cost;
        best = tried;
      }
    }
    boxes.push(...best);
  }
  // Back into the order of the insets: boxes were made corner by corner.
  const order = [...insets.keys()].sort((a, b) => rankOf(insets, a) - rankOf(insets, b) || a - b);
  return insets.map((_, i) => boxes[order.indexOf(i)]!);
}

const CORNERS = ['bottom-left', 'bottom-right', 'top-right', 'top-left'] as const;

function rankOf(insets: readonly Pick<Inset, 'corner'>[], index: number): number {
  return insets.findIndex(({ corner }) => corner === insets[index]!.corner);
}

/** Boxes along an edge of the sheet, from a corner on. */
function line(sizes: readonly Size[], sheet: Size, corner: Inset['corner'], isRow: boolean): Box[] {
  const isRight = corner.endsWith('right');
  const isLow = corner.startsWith('bottom');
  let across = MARGIN + (isRight ? BUTTONS : 0);
  let up = MARGIN + (isLow && !isRight ? SCALE_FOOT : 0);
  return sizes.map(({ width, height }) => {
    const x0 = isRight ? sheet.width - across - width : across;
    const y0 = isLow ? sheet.height - up - height : up;
    if (isRow) across += width + GAP;
    else up += height + GAP;
    return { x0, y0, x1: x0 + width, y1: y0 + height };
  });
}

function costOf(box: Box, { width, height }: Size, others: readonly Box[], points: readonly Point[]): number {
  if (!isInside(box, { x0: 0, y0: 0, x1: width, y1: height })) return 1e9;
  if (others.some((other) => overlaps(box, other))) return 1e9;
  return points.filter(([x, y]) => x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1).length;
}
