import type { Point } from './view.ts';

/** Where a pointer was, and when (ms). */
export interface Sample {
  at: Point;
  ms: number;
}

/** A hand that rested this long before it let go throws nothing, ms. */
const RECENT_MS = 80;
/** Slower than this is no throw, px/ms. */
const LEAST = 0.15;
/** No map flies faster, px/ms. */
const MOST = 4;
/** ms after which 1/e of the speed is left. */
const DECAY_MS = 280;

/** Keeps what {@link throwOf} looks at. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples.filter(({ ms }) => sample.ms - ms <= RECENT_MS), sample];
}

/** How fast the pointer moved when it let go at `now`, px/ms; null when it had come to rest. */
export function throwOf(samples: readonly Sample[], now: number): Point | null {
  const recent = samples.filter(({ ms }) => now - ms <= RECENT_MS);
  const [first, last] = [recent[0], recent.at(-1)];
  if (!first || !last || last.ms - first.ms < 8) return null;
  const span = last.ms - first.ms;
  const velocity: Point = [(last.at[0] - first.at[0]) / span, (last.at[1] - first.at[1]) / span];
  const speed = Math.hypot(...velocity);
  if (speed < LEAST) return null;
  const share = Math.min(1, MOST / speed);
  return [velocity[0] * share, velocity[1] * share];
}

/** How far what was thrown at `velocity` (px/ms) comes in all, px. */
export const throwDistance = ([vx, vy]: Point): Point => [vx * DECAY_MS, vy * DECAY_MS];

/** ms that a throw lasts until its speed is no longer seen. */
export const THROW_MS = 4 * DECAY_MS;

/** Share 0…1 of the distance covered after a share 0…1 of {@link THROW_MS}. */
export function thrownShare(share: number): number {
  return share >= 1 ? 1 : (1 - Math.exp(-4 * share)) / (1 - Math.exp(-4));
}
