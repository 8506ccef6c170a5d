/** What a part of the bench is held against. */
interface Goal {
  /** What it is, as a sentence fragment. */
  what: string;
  limit: number;
  /** `least`: the figure must reach it; `most`: must not exceed it. */
  kind: 'least' | 'most';
  unit: string;
}

/** One figure over the repetitions, and whether its goal was met by the median. */
export interface Figure extends Goal {
  values: number[];
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const isMet = ({ values, limit, kind }: Figure): boolean =>
  values.length > 0 && (kind === 'least' ? median(values) >= limit : median(values) <= limit);

/** Of how many repetitions the goal was met. */
export const timesMet = ({ values, limit, kind }: Figure): number =>
  values.filter((value) => (kind === 'least' ? value >= limit : value <= limit)).length;
