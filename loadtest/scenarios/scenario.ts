import type { LoadOptions } from '../options/load-options.ts';

/**
 * What happens besides the load: nothing, everybody dropped afterwards, nodes restarted meanwhile; or connections alone; or a series
 * of loads beyond the capacity.
 */
export type ScenarioKind = 'load' | 'reconnect-storm' | 'rolling-restart' | 'connection-flood' | 'overload';

/** A situation worth trying again and again: options of `npm run load`, under a name. */
export interface Scenario {
  title: string;
  /** What it stands for, in one sentence. */
  why: string;
  kind: ScenarioKind;
  options: Partial<LoadOptions>;
}
