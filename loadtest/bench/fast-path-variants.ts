import type { FleetOptions } from '../nodes/fleet.ts';

/** The pieces of the server's fast path that `FAST_PATH` names, and what each is. */
const PIECES = {
  reads: 'reads in place',
  parsing: 'guesses parsed by hand',
  frames: 'frames encoded once and written by ourselves',
  redis: 'the pipelined script connection',
  memory: 'the first request of a connection forgotten',
};

type Piece = keyof typeof PIECES;
type Store = FleetOptions['store'];

/** A value of `FAST_PATH`: `on`, `off`, or the pieces that are on. */
type Variant = string;

const ALL: Variant = 'on';
const NONE: Variant = 'off';
const allBut = (...off: Piece[]): Variant =>
  Object.keys(PIECES)
    .filter((piece) => !off.includes(piece as Piece))
    .join(',');

/** What one piece saves: CPU of a guess with it against without it. */
export interface Pair {
  what: string;
  with: Variant;
  without: Variant;
}

/**
 * `memory` saves no CPU: it stays on wherever another piece is. Reads in place hand what they read to the parser, so that without
 * parsing there are no such reads either.
 */
const PAIRS: readonly (Pair & { stores: readonly Store[] })[] = [
  { what: PIECES.reads, with: ALL, without: allBut('reads'), stores: ['redis', 'memory'] },
  {
    what: PIECES.parsing,
    with: allBut('reads'),
    without: allBut('reads', 'parsing'),
    stores: ['redis', 'memory'],
  },
  { what: PIECES.frames, with: ALL, without: allBut('frames'), stores: ['redis', 'memory'] },
  { what: PIECES.redis, with: ALL, without: allBut('redis'), stores: ['redis'] },
  { what: 'the fast path as a whole', with: ALL, without: NONE, stores: ['redis', 'memory'] },
];

/** Whether `variant` asks for each piece, where it can be live at all: the script connection takes Redis. */
export function expectedPieces(variant: Variant, store: Store): Map<string, boolean> {
  const pieces = Object.keys(PIECES).filter((piece) => piece !== 'redis' || store === 'redis');
  const isOn = (piece: string): boolean =>
    variant === ALL || (variant !== NONE && variant.split(',').includes(piece));
  return new Map(pieces.map((piece) => [piece, isOn(piece)]));
}

export const pairsOf = (store: Store): readonly Pair[] =>
  PAIRS.filter(({ stores }) => stores.includes(store));

/** In an order that keeps the two of a pair close in time: the machine's speed drifts. */
const ORDER: readonly Variant[] = [
  allBut('reads', 'parsing'),
  allBut('reads'),
  ALL,
  allBut('frames'),
  allBut('redis'),
  NONE,
];

/**
 * What is measured in repetition `rep` (from 1): every variant that a pair of this store needs, once; backwards in every
 * other repetition, so that a steady drift favours no side.
 */
export function variantsOf(store: Store, rep: number): Variant[] {
  const needed = new Set(pairsOf(store).flatMap((pair) => [pair.with, pair.without]));
  const variants = ORDER.filter((variant) => needed.has(variant));
  return rep % 2 === 0 ? variants.reverse() : variants;
}
