import type { QuizKind } from '../../shared/catalogue/quiz.ts';

const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1] as const;

/**
 * Degrees between lines of the graticule: 10 for the world, 5 for a continent, 2 for a country or less, as printed at
 * zoom 1; finer when zoomed, so that a handful of lines always crosses the sheet.
 *
 * @param span degrees of latitude that the sheet shows at zoom 1: a large country is drawn like a continent
 */
export function graticuleStep(kind: QuizKind, span: number, zoom: number): number {
  const printed = kind === 'world' || kind === 'theme' ? 10 : kind === 'continent' ? 5 : span > 40 ? 5 : 2;
  const start = span < 3 ? 0.5 : span < 6 ? 1 : printed;
  return STEPS.find((step) => step <= start / zoom ** 0.75 + 1e-9) ?? 0.1;
}

/** Degrees between the ticks of an inset that shows `span` degrees of latitude: three or more on its sides. */
export function insetStep(span: number): number {
  return STEPS.find((step) => step <= span / 3) ?? 0.1;
}
