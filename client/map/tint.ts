/** Percent of the region tint mixed into the land. */
export type TintStep = 0 | 4 | 8 | 12 | 16;

/**
 * How strongly a region is tinted when `share` (0…1) of its people live in named cities: four steps, so that a change
 * is seen as one. The mixing itself is CSS `color-mix(in oklab, …)`.
 */
export function tintStep(share: number): TintStep {
  if (!(share > 0)) return 0;
  if (share < 0.15) return 4;
  if (share < 0.3) return 8;
  if (share < 0.45) return 12;
  return 16;
}
