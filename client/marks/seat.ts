import { SHAPES, type Shape } from './shape.ts';

/** How a seat's mark is filled: seats 0–7 solid, 8–15 hollow, 16–23 with a dot of paper inside. */
export type Fill = 'solid' | 'hollow' | 'dotted';

export interface SeatMark {
  shape: Shape;
  fill: Fill;
  /** Name of the colour's custom property, `--seat-1` … `--seat-8`. */
  token: string;
  /** What the mark is called where it cannot be seen: “blue circle”, “hollow teal star”. */
  name: string;
  /** `stroke-dasharray` of the seat's line in a chart, so that lines differ without colour; '' is solid. */
  dash: string;
}

const COLOURS = ['blue', 'vermilion', 'green', 'ink', 'violet', 'ochre', 'rose', 'teal'] as const;
const DASHES = ['', '7 3', '11 4', '2 3', '9 3 2 3', '5 5', '13 3 2 3 2 3', '1 5'] as const;
const FILLS: readonly Fill[] = ['solid', 'hollow', 'dotted'];

/** The mark of a seat (0…23) or of a team (0…7). Numbers beyond go round again. */
export function seatMark(seat: number): SeatMark {
  const place = seat % SHAPES.length;
  const fill = FILLS[Math.floor(seat / SHAPES.length) % FILLS.length]!;
  const shape = SHAPES[place]!;
  const plain = `${COLOURS[place]!} ${shape === 'triangle-down' ? 'triangle down' : shape}`;
  return {
    shape,
    fill,
    token: `--seat-${place + 1}`,
    name: fill === 'solid' ? plain : `${fill} ${plain}`,
    dash: DASHES[place]!,
  };
}

/** Radius of the paper dot inside a dotted mark of radius `r`, px. */
export function paperDot(r: number): number {
  return r * 0.42;
}
