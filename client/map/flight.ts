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
