import { bucketMiddle, type BucketCounts } from '../measure/histogram.ts';
import { formatNumber } from './format-number.ts';

/** One line of a chart. */
export interface Line {
  label: string;
  colour: string;
  points: { x: number; y: number }[];
}

export interface ChartOptions {
  title: string;
  /** Unit of the y axis. */
  unit: string;
  /** Vertical lines with a word: what happened then. */
  annotations?: { x: number; what: string }[];
  /** Everything left of it was warm-up: shaded. */
  warmUntil?: number;
}

const WIDTH = 720;
const HEIGHT = 240;
const LEFT = 64;
const BOTTOM = 30;
const TOP = 34;
const RIGHT = 16;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;

/** Text that may stand in SVG and HTML. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** The smallest of 1, 2, 5 × 10ⁿ that is not below `value`. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function frame(options: ChartOptions, maxX: number, maxY: number, inner: string, legend: string): string {
  const lines: string[] = [];
  for (let step = 0; step <= 4; step++) {
    const y = TOP + PLOT_HEIGHT - (step / 4) * PLOT_HEIGHT;
    lines.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="currentColor" stroke-opacity=".15"/>`,
      `<text x="${LEFT - 6}" y="${y + 4}" text-anchor="end">${formatNumber((maxY * step) / 4)}</text>`,
    );
  }
  const unit = `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">${formatNumber(maxX)} s</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeText(options.title)}" ` +
    `font-family="system-ui, sans-serif" font-size="11" fill="currentColor">` +
    `<text x="${LEFT}" y="16" font-size="13" font-weight="600">${escapeText(options.title)} (${escapeText(options.unit)})</text>` +
    `${legend}${lines.join('')}${inner}${maxX > 0 ? unit : ''}</svg>`
  );
}

function legendOf(lines: readonly Line[]): string {
  return lines
    .map(({ label, colour }, index) => {
      const x = WIDTH - RIGHT - (lines.length - index) * 76;
      return `<rect x="${x}" y="8" width="10" height="10" fill="${colour}"/><text x="${x + 14}" y="17">${escapeText(label)}</text>`;
    })
    .join('');
}

/** Lines over seconds. */
export function lineChart(lines: readonly Line[], options: ChartOptions): string {
  const all = lines.flatMap((line) => line.points);
  const maxX = Math.max(1, ...all.map((point) => point.x));
  const maxY = roundUp(Math.max(...all.map((point) => point.y), 0));
  const x = (value: number): string => (LEFT + (value / maxX) * PLOT_WIDTH).toFixed(1);
  const y = (value: number): string => (TOP + PLOT_HEIGHT * (1 - value / maxY)).toFixed(1);
  const warm =
    options.warmUntil === undefined
      ? ''
      : `<rect x="${LEFT}" y="${TOP}" width="${(options.warmUntil / maxX) * PLOT_WIDTH}" height="${PLOT_HEIGHT}" fill="currentColor" fill-opacity=".06"/>`;
  const paths = lines.map(
    ({ colour, points }) =>
      `<polyline fill="none" stroke="${colour}" stroke-width="1.8" points="${points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}"/>`,
  );
  const annotations = (options.annotations ?? []).map(
    (mark) =>
      `<line x1="${x(mark.x)}" x2="${x(mark.x)}" y1="${TOP}" y2="${TOP + PLOT_HEIGHT}" stroke="currentColor" stroke-dasharray="3 3"/>` +
      `<text x="${x(mark.x)}" y="${TOP + 10}" dx="4">${escapeText(mark.what)}</text>`,
  );
  return frame(options, maxX, maxY, warm + paths.join('') + annotations.join(''), legendOf(lines));
}

/** How often each duration came, on a logarithmic axis of ten bars a decade, from 0.05 ms. */
export function histogramChart(counts: BucketCounts, title: string, colour: string): string {
  const FIRST_MS = 0.05;
  const BARS = 50;
  const bars = new Array<number>(BARS).fill(0);
  let total = 0;
  for (let at = 0; at < counts.length; at += 2) {
    const ms = Math.max(FIRST_MS, bucketMiddle(counts[at]!) / 1000);
    bars[Math.min(BARS - 1, Math.floor(10 * Math.log10(ms / FIRST_MS)))]! += counts[at + 1]!;
    total += counts[at + 1]!;
  }
  const maxY = roundUp((Math.max(...bars) / Math.max(1, total)) * 100);
  const width = PLOT_WIDTH / BARS;
  const shapes = bars.map((count, index) => {
    const height = ((count / Math.max(1, total)) * 100 * PLOT_HEIGHT) / maxY;
    return `<rect x="${(LEFT + index * width).toFixed(1)}" y="${(TOP + PLOT_HEIGHT - height).toFixed(1)}" width="${(width - 1).toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}"/>`;
  });
  const ticks = [0.1, 1, 10, 100, 1000].map((ms) => {
    const x = LEFT + 10 * Math.log10(ms / FIRST_MS) * width;
    return `<text x="${x.toFixed(1)}" y="${HEIGHT - 14}" text-anchor="middle">${ms} ms</text>`;
  });
  return frame({ title, unit: '% of answers' }, 0, maxY, shapes.join('') + ticks.join(''), '');
}

/** Horizontal bars with a label and a value each: what the bench draws. */
export function barChart(
  bars: readonly { label: string; value: number; note: string; colour: string }[],
  title: string,
): string {
  const ROW = 26;
  const LABEL = 250;
  const height = 34 + bars.length * ROW;
  const most = Math.max(...bars.map((bar) => bar.value), Number.MIN_VALUE);
  const rows = bars.map(({ label, value, note, colour }, index) => {
    const y = 30 + index * ROW;
    const width = (value / most) * (WIDTH - LABEL - 130);
    return (
      `<text x="${LABEL - 8}" y="${y + 15}" text-anchor="end">${escapeText(label)}</text>` +
      `<rect x="${LABEL}" y="${y + 3}" width="${width.toFixed(1)}" height="16" fill="${colour}"/>` +
      `<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 15}">${escapeText(note)}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeText(title)}" ` +
    `font-family="system-ui, sans-serif" font-size="12" fill="#555">` +
    `<text x="0" y="16" font-size="13" font-weight="600">${escapeText(title)}</text>${rows.join('')}</svg>`
  );
}
