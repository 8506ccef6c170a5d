import type { LoadOptions } from '../options/command-line.ts';

/** What happens besides the load: nothing, everybody dropped afterwards, nodes restarted meanwhile, connections alone. */
export type Act = 'load' | 'storm' | 'restart' | 'flood';

/** A situation worth trying again and again: options of `npm run load`, under a name. */
export interface Scenario {
  title: string;
  /** What it stands for, in one sentence. */
  why: string;
  act: Act;
  options: Partial<LoadOptions>;
}
