/** Slows down towards the end, as `--out` does. */
export function easeOut(t: number): number {
  return 1 - (1 - t) ** 3;
}

/**
 * Runs `step` once a frame with 0…1 over `ms`, slowing down unless told otherwise; at once with 1 when `ms` is 0. Returns what
 * stops it.
 */
export function animate(ms: number, step: (share: number) => void, isEased = true): () => void {
  if (ms <= 0) {
    step(1);
    return () => undefined;
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    const share = Math.min(1, Math.max(0, (now - start) / ms));
    step(isEased ? easeOut(share) : share);
    if (share < 1) frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}
