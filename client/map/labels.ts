import { createBoxGrid, grown, isInside, type Box } from './box.ts';

/** A named city on screen. */
export interface LabelDot {
  id: number;
  name: string;
  population: number;
  /** Middle and radius of its dot, screen px. */
  x: number;
  y: number;
  r: number;
}

export interface PlacedLabel {
  id: number;
  text: string;
  /** Left end of the baseline, screen px. */
  x: number;
  y: number;
  /** Font size, px. */
  size: number;
  box: Box;
}

export interface LabelRequest {
  /** Largest first: a dot stands before everything smaller. */
  dots: readonly LabelDot[];
  /** Labelled before all others and larger, in this order: what was just found or is pointed at. */
  first?: readonly number[];
  /** Where no label may reach out of, screen px. */
  bounds: Box;
  /** Water names, insets, controls: nothing is set over them. */
  obstacles?: readonly Box[];
  /** How many labels the sheet may carry, those of `first` aside. */
  limit: number;
  /** Factor on every font size: a projector is read from afar. */
  scale?: number;
  /** Width of a text at a font size, px. */
  measure: (text: string, size: number) => number;
}

/** Labels of this many of the largest cities may cover smaller dots. */
const MAY_COVER = 14;
/** px kept from the dot of a larger city. */
const CLEARANCE = 6;
/** px between a dot and its own label; room for the rings of one that was just found. */
const GAP = 4;
const FIRST_GAP = 15;
/** Cities tried before giving up on a crowded sheet. */
const TRIES = 300;
/** Font size of what was just found. */
const FIRST_SIZE = 19;
/** Line box of the face: above and below the baseline, as a share of the size. */
const ASCENT = 0.76;
const DESCENT = 0.24;
/** Labels of all others, dots of cities this many times smaller. */
const MUCH_SMALLER = 4;
/** Price of covering another fresh find, in steps down the list of positions: only where nothing else is left. */
const FRESH_COST = 100;
/** Price of covering one smaller dot, in steps down the list of positions. */
const COVER_COST = 3;

/** Where a label stands from its dot, best first: −1, 0 or 1 across and down. */
const POSITIONS = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
] as const;

/** Font size by population, px (LOOK, “Map”). */
export function labelSize(population: number): number {
  if (population < 600_000) return 12.5;
  return population < 2_000_000 ? 14 : 16;
}

/** How many labels fit a sheet: 34 on a desktop, 9 on a phone, more by zoom. */
export function labelLimit(phone: boolean, zoom: number): number {
  return Math.round((phone ? 9 : 34) * Math.min(zoom, 4) ** 0.5);
}

/**
 * Places labels greedily, largest city first, each at the best of eight positions where it covers no other label, no
 * obstacle, no larger dot (with 6 px around) and, but for the 14 largest cities, no dot of more than a quarter of its people. A
 * label that fits nowhere is left out. The same request gives the same labels.
 */
export function placeLabels(request: LabelRequest): PlacedLabel[] {
  const { dots, first = [], bounds, limit, scale = 1, measure } = request;
  const taken = createBoxGrid<null>();
  for (const box of request.obstacles ?? []) taken.add(box, null);
  const ranks = createBoxGrid<number>();
  dots.forEach((dot, rank) => ranks.add(boxOf(dot), rank));
  const urgent = new Set(first);

  const placed: PlacedLabel[] = [];
  const put = (rank: number, size: number, isFirst: boolean): boolean => {
    const dot = dots[rank]!;
    const gap = isFirst ? FIRST_GAP : GAP;
    const label = bestPosition(dot, size, gap, measure(dot.name, size), (box) => {
      if (!isInside(box, bounds) || taken.meets(box)) return Infinity;
      if (isFirst)
        return ranks.count(box, (other) => other !== rank && urgent.has(dots[other]!.id)) * FRESH_COST;
      if (ranks.meets(grown(box, CLEARANCE), (other) => other < rank)) return Infinity;
      const least = rank < MAY_COVER ? Infinity : dot.population / MUCH_SMALLER;
      if (ranks.meets(box, (other) => other > rank && dots[other]!.population > least)) return Infinity;
      return ranks.count(box, (other) => other > rank) * COVER_COST;
    });
    if (!label) return false;
    taken.add(label.box, null);
    placed.push(label);
    return true;
  };

  for (const id of urgent) {
    const rank = dots.findIndex((dot) => dot.id === id);
    if (rank >= 0) put(rank, FIRST_SIZE * scale, true);
  }
  let left = limit;
  for (let rank = 0; rank < Math.min(dots.length, TRIES) && left > 0; rank += 1) {
    const { id, population } = dots[rank]!;
    if (!urgent.has(id) && put(rank, labelSize(population) * scale, false)) left -= 1;
  }
  return placed;
}

const boxOf = ({ x, y, r }: LabelDot): Box => ({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });

function bestPosition(
  { id, name, x, y, r }: LabelDot,
  size: number,
  gap: number,
  width: number,
  costOf: (box: Box) => number,
): PlacedLabel | null {
  const height = (ASCENT + DESCENT) * size;
  let best: PlacedLabel | null = null;
  let least = Infinity;
  POSITIONS.forEach(([across, down], preference) => {
    // On the diagonals the label may come nearer: the corner of its box faces the round of the dot.
    const reach = across !== 0 && down !== 0 ? (r + gap) * Math.SQRT1_2 : r + gap;
    const x0 = across === 0 ? x - width / 2 : across > 0 ? x + reach : x - reach - width;
    // The line box holds air of its own above and below the letters.
    const rise = across === 0 ? r + gap - 3 : 0;
    const y0 = down === 0 ? y - height / 2 : down > 0 ? y + rise : y - rise - height;
    const box = { x0, y0, x1: x0 + width, y1: y0 + height };
    const cost = preference + costOf(box);
    if (cost >= least) return;
    least = cost;
    best = { id, text: name, x: x0, y: y0 + ASCENT * size, size, box };
  });
  return best;
}
