import type { Said } from '../../shared/messages.ts';

/** What a candidate at this place in the judge's list is named by. */
export const saidFor = (place: number, qualified: boolean): Said =>
  qualified ? 'qualified' : place === 0 ? 'bare' : 'repeated';
