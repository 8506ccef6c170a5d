/** The cumulative buckets of one histogram in a Prometheus text: upper bounds in seconds, ascending, and counts. */
export type ServerHistogram = readonly { le: number; count: number }[];

/** The buckets of histogram `name`, all its labels together; empty when the text has none. */
export function histogramIn(metrics: string, name: string): ServerHistogram {
  const counts = new Map<number, number>();
  for (const [, labels, value] of metrics.matchAll(
    new RegExp(`^${name}_bucket\\{([^}]*)\\} (\\S+)$`, 'gm'),
  )) {
    const bound = /(?:^|,)le="([^"]+)"/.exec(labels!)?.[1];
    if (bound === undefined) continue;
    const le = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound);
    counts.set(le, (counts.get(le) ?? 0) + Number(value));
  }
  return [...counts].map(([le, count]) => ({ le, count })).sort((a, b) => a.le - b.le);
}

/**
 * Milliseconds below which a share of `percent` lies of what came between two readings, even within each bucket, as Prometheus
 * does; what is above the highest bound counts as that. NaN when nothing came.
 */
export function percentileBetween(before: ServerHistogram, after: ServerHistogram, percent: number): number {
  const been = new Map(before.map(({ le, count }) => [le, count]));
  const grown = after.map(({ le, count }) => ({ le, count: count - (been.get(le) ?? 0) }));
  const total = grown.at(-1)?.count ?? 0;
  if (total === 0) return Number.NaN;
  const wanted = (percent / 100) * total;
  let below = { le: 0, count: 0 };
  for (const bucket of grown) {
    if (bucket.count >= wanted) {
      if (!Number.isFinite(bucket.le)) return below.le * 1000;
      const share = (wanted - below.count) / Math.max(bucket.count - below.count, 1);
      return (below.le + share * (bucket.le - below.le)) * 1000;
    }
    below = bucket;
  }
  return below.le * 1000;
}
