import { paperDot, seatMark } from '../marks/seat.ts';
import { shapePath } from '../marks/shape.ts';
import { CAPITAL_GAP } from './dot.ts';
import { CROWD, ON_TOP, type Dot } from './dots.ts';
import type { View } from './view.ts';

/** Colours as the page resolves them, for a canvas cannot read custom properties. */
export interface Palette {
  found: string;
  missed: string;
  land: string;
  seats: readonly string[];
}

/** Reads the palette that holds for an element. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    found: read('--found'),
    missed: read('--missed'),
    land: read('--land'),
    seats: Array.from({ length: 8 }, (_, i) => read(`--seat-${i + 1}`)),
  };
}

/** How far the canvas reaches beyond the map on every side, as a share of the map, so that a pan finds dots there. */
export const OVERSCAN = 0.25;

/** What a canvas is painted for. */
export interface Canvas {
  /** Where the sheet lies, in px of the map; the canvas' origin is {@link OVERSCAN} up and left of the map's. */
  view: View;
  width: number;
  height: number;
  density: number;
  /** px of the sheet after which it repeats. */
  turn: number | undefined;
  palette: Palette;
  /** Each dot in the colour and shape of who named it. */
  seats: boolean;
}

/** Paints dots as the SVG would draw them, over nothing. */
export function paintDots(context: CanvasRenderingContext2D, dots: readonly Dot[], canvas: Canvas): void {
  const { width, height, density } = canvas;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width * (1 + 2 * OVERSCAN), height * (1 + 2 * OVERSCAN));
  const isCrowded = dots.length > CROWD;
  const brush = createBrush(context, canvas, isCrowded);
  if (!isCrowded) {
    for (const dot of dots) brush(dot, false);
    return;
  }
  for (let i = ON_TOP; i < dots.length; i += 1) brush(dots[i]!, true);
  for (let i = Math.min(ON_TOP, dots.length) - 1; i >= 0; i -= 1) brush(dots[i]!, false);
}

/** Paints a few more over what is there: a find among thousands then costs no more than the first did. */
export function addDots(
  context: CanvasRenderingContext2D,
  added: readonly Dot[],
  canvas: Canvas,
  isCrowded: boolean,
): void {
  const brush = createBrush(context, canvas, isCrowded);
  for (const dot of added) brush(dot, isCrowded);
}

/** Opacity of a found dot, alone and in a crowd. */
const ALPHA = 0.86;
const CROWD_ALPHA = 0.55;

type Brush = (dot: Dot, isFaint: boolean) => void;

function createBrush(context: CanvasRenderingContext2D, canvas: Canvas, isCrowded: boolean): Brush {
  const { view, width, height, palette, seats, density } = canvas;
  const left = width * OVERSCAN;
  const top = height * OVERSCAN;
  const right = width + 2 * left;
  const bottom = height + 2 * top;
  const turn = canvas.turn === undefined ? Infinity : canvas.turn * view.k;
  const stamps = createStamps(density);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.lineWidth = 0.8;
  const paint = (dot: Dot, x: number, y: number, r: number, isFaint: boolean): void => {
    if (dot.missed) paintMissed(context, x, y, r, palette);
    else if (seats && dot.city.seat !== undefined) paintSeat(context, x, y, r, dot.city.seat, palette);
    else if (isFaint) stamps.put(context, x, y, r, palette.found);
    else paintFound(context, x, y, r, dot.city.capital === true, palette);
  };
  return (dot, isFaint) => {
    const y = dot.y * view.k + view.y + top;
    const r = dot.r * view.k;
    if (y < -r || y > bottom + r) return;
    let x = dot.x * view.k + view.x + left;
    // A sheet that repeats shows some twice.
    if (turn !== Infinity) x -= turn * Math.floor((x + r) / turn);
    for (; x <= right + r; x += turn) {
      if (x < -r) return;
      paint(dot, x, y, r, isCrowded && isFaint);
    }
  };
}

/** Steps of the radius for which a dot is drawn once and then copied, px. */
const STAMP_STEP = 0.25;

/** Thousands of faint dots: each size is drawn once, and copied. */
function createStamps(density: number) {
  const kept = new Map<number, { image: HTMLCanvasElement; half: number }>();
  const stampOf = (step: number, colour: string): { image: HTMLCanvasElement; half: number } => {
    const r = step * STAMP_STEP;
    const half = Math.ceil(r) + 1;
    const image = document.createElement('canvas');
    image.width = image.height = 2 * half * density;
    const context = image.getContext('2d');
    if (context) {
      context.setTransform(density, 0, 0, density, half * density, half * density);
      context.globalAlpha = CROWD_ALPHA;
      context.fillStyle = colour;
      circle(context, 0, 0, r);
      context.fill();
    }
    return { image, half };
  };
  return {
    put(context: CanvasRenderingContext2D, x: number, y: number, r: number, colour: string): void {
      const step = Math.round(r / STAMP_STEP);
      let stamp = kept.get(step);
      if (!stamp) {
        stamp = stampOf(step, colour);
        kept.set(step, stamp);
      }
      const { image, half } = stamp;
      context.drawImage(image, x - half, y - half, 2 * half, 2 * half);
    },
  };
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
}

function paintFound(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  r: number,
  capital: boolean,
  palette: Palette,
): void {
  circle(context, x, y, r);
  context.globalAlpha = ALPHA;
  context.fillStyle = palette.found;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = palette.land;
  context.stroke();
  if (!capital) return;
  circle(context, x, y, r + CAPITAL_GAP);
  context.strokeStyle = palette.found;
  context.stroke();
}

function paintMissed(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  r: number,
  palette: Palette,
): void {
  circle(context, x, y, r);
  context.globalAlpha = 1;
  context.fillStyle = palette.land;
  context.fill();
  context.lineWidth = 1.1;
  context.strokeStyle = palette.missed;
  context.stroke();
  context.lineWidth = 0.8;
}

function paintSeat(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  r: number,
  seat: number,
  palette: Palette,
): void {
  const mark = seatMark(seat);
  const colour = palette.seats[seat % palette.seats.length]!;
  const path = new Path2D(shapePath(mark.shape, r));
  context.save();
  context.translate(x, y);
  context.globalAlpha = 1;
  context.fillStyle = mark.fill === 'hollow' ? palette.land : colour;
  context.fill(path);
  context.lineWidth = mark.fill === 'hollow' ? 2 : 0.8;
  context.strokeStyle = mark.fill === 'hollow' ? colour : palette.land;
  context.stroke(path);
  if (mark.fill === 'dotted') {
    circle(context, 0, 0, paperDot(r));
    context.fillStyle = palette.land;
    context.fill();
  }
  context.restore();
}
