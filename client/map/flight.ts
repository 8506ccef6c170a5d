import { interpolateZoom } from 'd3';
import type { Size, View } from './view.ts';

/** A view between two others: share 0…1 of the way, out and in again as van Wijk and Nuij (2003) describe. */
export function flightPath(from: View, to: View, { width, height }: Size): (share: number) => View {
  const span = Math.max(width, height);
  const frame = ({ k, x, y }: View): [number, number, number] => [
    (width / 2 - x) / k,
    (height / 2 - y) / k,
    span / k,
  ];
  const between = interpolateZoom(frame(from), frame(to));
  return (share) => {
    if (share >= 1) return to;
    const [cx, cy, w] = between(share);
    const k = span / w;
    return { k, x: width / 2 - cx * k, y: height / 2 - cy * k };
  };
}

/** Slows down towards the end, as `--out` does. */
export function easeOut(t: number): number {
  return 1 - (1 - t) ** 3;
}

/** Runs `step` once a frame with 0…1 over `ms`; at once with 1 when `ms` is 0. Returns what stops it. */
export function animate(ms: number, step: (share: number) => void): () => void {
  if (ms <= 0) {
    step(1);
    return () => undefined;
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    const share = Math.min(1, Math.max(0, (now - start) / ms));
    step(easeOut(share));
    if (share < 1) frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}
