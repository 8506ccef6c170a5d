import type { Inset } from '../../shared/catalogue/quiz.ts';
import type { Box } from './box.ts';
import { clamp, type Size } from './view.ts';

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

/** Where insets stand, px of the sheet: each in its corner, several of one corner in a row, clear of scale and buttons. */
export function placeInsets(insets: readonly Pick<Inset, 'aspect' | 'corner'>[], sheet: Size): Box[] {
  const used = new Map<Inset['corner'], number>();
  return insets.map(({ aspect, corner }) => {
    const { width, height } = insetSize(aspect, sheet);
    const isRight = corner.endsWith('right');
    const isLow = corner.startsWith('bottom');
    const start = used.get(corner) ?? MARGIN + (isRight ? BUTTONS : 0);
    used.set(corner, start + width + GAP);
    const x0 = isRight ? sheet.width - start - width : start;
    const y0 = isLow ? sheet.height - height - MARGIN - (isRight ? 0 : SCALE_FOOT) : MARGIN;
    return { x0, y0, x1: x0 + width, y1: y0 + height };
  });
}
