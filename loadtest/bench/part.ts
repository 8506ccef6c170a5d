import type { Harness } from './harness.ts';
import type { Figure } from './goal.ts';

/** What a part found: figures with goals, and lines of facts beside them. */
export interface Finding {
  figures: Figure[];
  notes: string[];
  /** Bars for the chart of this part. */
  bars: { label: string; value: number; note: string }[];
}

/** One part of the bench, run by its name. */
export interface Part {
  name: string;
  title: string;
  /** What is measured, and how: a sentence or two for docs/performance.md. */
  how: string;
  run(bench: Harness): Promise<Finding>;
}
