import { formatNumber } from '../report/format-number.ts';
import { isMet, median, timesMet, type Figure } from './goal.ts';

/** “0.57 (0.55–0.59), at least 0.55: met, 5 of 5”: one figure against its goal. */
export function verdictOf(found: Figure): string {
  const { values, limit, kind, unit } = found;
  if (values.length === 0) return 'not measured';
  const space = unit === '' ? '' : ` ${unit}`;
  const goal = `${kind === 'least' ? 'at least' : 'at most'} ${formatNumber(limit)}${space}`;
  return `${formatNumber(median(values))}${space} (${spread(values)}), ${goal}: ${isMet(found) ? 'met' : 'NOT MET'}, ${timesMet(found)} of ${values.length}`;
}

const spread = (values: readonly number[]): string =>
  `${formatNumber(Math.min(...values))}–${formatNumber(Math.max(...values))}`;
