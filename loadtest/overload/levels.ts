/** What is done to the server besides the load: another process on its core, or a store that stands still. */
export type DisturbanceKind = 'hog' | 'stalled-store';

/** One situation beyond what the server can do. */
export interface Level {
  name: string;
  what: string;
  /** Guesses a second, as a multiple of the capacity. */
  factor: number;
  /** Whether players go on at that rate whatever is refused; else they wait as long as the server asks. */
  isImpatient: boolean;
  disturbance?: DisturbanceKind;
  /** Fixed, where it does not take as long as asked for. */
  seconds?: number;
}

/** Before and after each level the load is this multiple of the capacity. */
export const CALM_FACTOR = 0.5;
/** The first so many of the calm seconds before a level warm up, and say nothing. */
export const CALM_WARM_UP_SECONDS = 3;
export const CALM_BEFORE_SECONDS = 8;
export const CALM_AFTER_SECONDS = 15;

/** The stall begins this long after its level does, and lasts until its end. */
export const STALL_BEGINS_SECONDS = 1;
const STALL_SECONDS = 5;

/**
 * A crowd that ignores refusals brings the whole multiple to the server, and its answer times count from when a guess was due. With
 * something in the way players behave as those of the page do: nothing they named may be lost.
 */
export const LEVELS: readonly Level[] = [
  { name: '2x', what: 'twice the capacity', factor: 2, isImpatient: true },
  { name: '4x', what: 'four times the capacity', factor: 4, isImpatient: true },
  {
    name: 'hog',
    what: '0.8 of the capacity while a busy process takes half of the server’s share',
    factor: 0.8,
    isImpatient: false,
    disturbance: 'hog',
  },
  {
    name: 'stalled store',
    what: `0.5 of the capacity while the store stands still for ${STALL_SECONDS} s`,
    factor: 0.5,
    isImpatient: false,
    disturbance: 'stalled-store',
    seconds: STALL_BEGINS_SECONDS + STALL_SECONDS,
  },
];
