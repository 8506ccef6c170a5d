import type { Point, Size } from './view.ts';

export interface Chevron {
  x: number;
  y: number;
  /** Degrees clockwise from pointing right. */
  angle: number;
}

/**
 * Where the frame's edge is crossed on the way from the middle of the map to a point that is off it, `inset` px inside
 * the edge; null when the point is on the map.
 */
export function chevronFor([px, py]: Point, { width, height }: Size, inset: number): Chevron | null {
  if (px >= 0 && px <= width && py >= 0 && py <= height) return null;
  const cx = width / 2;
  const cy = height / 2;
  const dx = px - cx;
  const dy = py - cy;
  const reach = Math.min(
    dx === 0 ? Infinity : (cx - inset) / Math.abs(dx),
    dy === 0 ? Infinity : (cy - inset) / Math.abs(dy),
  );
  return { x: cx + dx * reach, y: cy + dy * reach, angle: (Math.atan2(dy, dx) * 180) / Math.PI };
}
