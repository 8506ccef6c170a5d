import { formatNumber } from '../report/format-number.ts';
import { isMet, median, timesMet, type Figure } from './goal.ts';

const unitOf = ({ unit }: Figure): string => (unit === '' ? '' : ` ${unit}`);

/** “0.57 (0.55–0.59)”: median and range, with the unit; or that there is none. */
export function measuredOf(found: Figure): string {
  const { values } = found;
  if (values.length === 0) return 'not measured';
  const range = `${formatNumber(Math.min(...values))}–${formatNumber(Math.max(...values))}`;
  return `${formatNumber(median(values))}${unitOf(found)} (${range})`;
}

/** “0.57 (0.55–0.59), at least 0.55: met, 5 of 5”: one figure against its goal. */
export function verdictOf(found: Figure): string {
  const { values, limit, kind } = found;
  const measured = measuredOf(found);
  if (values.length === 0) return measured;
  const goal = `${kind === 'least' ? 'at least' : 'at most'} ${formatNumber(limit)}${unitOf(found)}`;
  return `${measured}, ${goal}: ${isMet(found) ? 'met' : 'NOT MET'}, ${timesMet(found)} of ${values.length}`;
}
