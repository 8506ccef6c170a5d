/** The eight marks of seats and teams, in the order of their seats. */
export const SHAPES = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'plus',
  'triangle-down',
  'saltire',
  'star',
] as const;

export type Shape = (typeof SHAPES)[number];

/** Half the width of a bar of `plus` and `saltire`, as a share of half its length: stout enough to read at 7 px. */
const BAR = 0.36;
/** Inner radius of the star's notches, as a share of the outer: a five-pointed star with fuller body than a pentagram. */
const NOTCH = 0.5;

type Point = readonly [x: number, y: number];

/**
 * Outline of a shape that covers as much paper as a circle of radius `r` px, centred on the origin, as SVG path data.
 * The same string serves an SVG `<path>` and a canvas `Path2D`. Coordinates carry three decimals.
 */
export function shapePath(shape: Shape, r: number): string {
  if (shape === 'circle') {
    const s = fixed(r);
    return `M${s},0A${s},${s} 0 1,1 ${fixed(-r)},0A${s},${s} 0 1,1 ${s},0Z`;
  }
  return outline(shapePoints(shape, r));
}

/** Corners of a shape other than the circle, in px around the origin; the polygon's area is π r². */
export function shapePoints(shape: Exclude<Shape, 'circle'>, r: number): Point[] {
  const unit = UNITS[shape];
  const scale = r * Math.sqrt(Math.PI / polygonArea(unit));
  return unit.map(([x, y]) => [x * scale, y * scale]);
}

/** Area of a simple polygon, by the shoelace formula. */
export function polygonArea(points: readonly Point[]): number {
  const twice = points.reduce((sum, [x, y], i) => {
    const [nx, ny] = points[(i + 1) % points.length]!;
    return sum + x * ny - nx * y;
  }, 0);
  return Math.abs(twice) / 2;
}

const PLUS: Point[] = [
  [-BAR, -1],
  [BAR, -1],
  [BAR, -BAR],
  [1, -BAR],
  [1, BAR],
  [BAR, BAR],
  [BAR, 1],
  [-BAR, 1],
  [-BAR, BAR],
  [-1, BAR],
  [-1, -BAR],
  [-BAR, -BAR],
];

const UNITS: Record<Exclude<Shape, 'circle'>, Point[]> = {
  square: ring(4, 45),
  triangle: ring(3, 0),
  // A little taller than wide, as on playing cards, so that it does not read as a turned square.
  diamond: ring(4, 0).map(([x, y]) => [x * 0.8, y]),
  plus: PLUS,
  'triangle-down': ring(3, 180),
  saltire: PLUS.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]),
  star: ring(10, 0).map(([x, y], i) => (i % 2 === 0 ? [x, y] : [x * NOTCH, y * NOTCH])),
};

/** Corners of a regular polygon on the unit circle, the first at the top, turned clockwise by `turn` degrees. */
function ring(corners: number, turn: number): Point[] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = ((turn - 90 + (360 * i) / corners) * Math.PI) / 180;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

function outline(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join('L')}Z`;
}

function fixed(value: number): string {
  return String(Math.round(value * 1000) / 1000 || 0);
}
