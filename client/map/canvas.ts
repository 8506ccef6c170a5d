import { paperDot, seatMark } from '../marks/seat.ts';
import { shapePath } from '../marks/shape.ts';
import { CAPITAL_GAP } from './dot.ts';
import type { Dot } from './dots.ts';
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

/**
 * Paints dots as the SVG would draw them. `view` is where the sheet lies, in px of the map; the canvas' origin is
 * {@link OVERSCAN} up and left of the map's.
 */
export function paintDots(
  context: CanvasRenderingContext2D,
  dots: readonly Dot[],
  view: View,
  size: { width: number; height: number; density: number },
  palette: Palette,
  seats: boolean,
): void {
  const left = size.width * OVERSCAN;
  const top = size.height * OVERSCAN;
  context.setTransform(size.density, 0, 0, size.density, 0, 0);
  context.clearRect(0, 0, size.width + 2 * left, size.height + 2 * top);
  context.lineWidth = 0.8;
  for (const dot of dots) {
    const x = dot.x * view.k + view.x + left;
    const y = dot.y * view.k + view.y + top;
    const r = dot.r * view.k;
    if (x < -r || y < -r || x > size.width + 2 * left + r || y > size.height + 2 * top + r) continue;
    if (dot.missed) paintMissed(context, x, y, r, palette);
    else if (seats && dot.city.seat !== undefined) paintSeat(context, x, y, r, dot.city.seat, palette);
    else paintFound(context, x, y, r, dot.city.capital === true, palette);
  }
  context.globalAlpha = 1;
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
  context.globalAlpha = 0.86;
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
