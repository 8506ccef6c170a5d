import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../client/styles/tokens.css', import.meta.url), 'utf8');

/** Custom properties of the rule that opens with `head`. */
function tokens(head: string): Map<string, string> {
  const start = css.indexOf(head);
  expect(start, head).toBeGreaterThanOrEqual(0);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map([...body.matchAll(/--([\w-]+):\s*(#[\da-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi! + 0.05) / (lo! + 0.05);
}

const day = tokens(':root {');
const night = tokens(":root[data-theme='night']");

describe('tokens', () => {
  it('says the same night twice', () => {
    expect(tokens(":root:not([data-theme='day'])")).toEqual(night);
  });

  it('names every colour by day and by night', () => {
    expect([...night.keys()]).toEqual([...day.keys()]);
    expect(day.size).toBe(33);
  });

  describe.each([
    ['day', day],
    ['night', night],
  ])('%s', (_, theme) => {
    it.each([
      ['text', 'surface'],
      ['text', 'raised'],
      ['text', 'sunk'],
      ['text', 'land'],
      ['text-second', 'surface'],
      ['text-second', 'sunk'],
      ['surface', 'text'],
      ['on-found', 'found'],
      ['water-name', 'water'],
      ['country-name', 'land'],
      ['country-name', 'land-outside'],
      ['near', 'surface'],
      ['outside', 'surface'],
      ['taken', 'surface'],
    ])('sets %s on %s for reading', (ink, paper) => {
      expect(contrast(theme.get(ink)!, theme.get(paper)!)).toBeGreaterThanOrEqual(4.5);
    });

    it.each([
      ['found', 'land'],
      ['found', 'water'],
      ['just-found', 'land'],
      ['just-found', 'water'],
      ['missed', 'land'],
      ['coast', 'water'],
      ['edge', 'surface'],
      ['focus', 'surface'],
      ...Array.from({ length: 8 }, (_, i) => [`seat-${i + 1}`, 'land'] as [string, string]),
    ])('shows %s on %s', (mark, paper) => {
      expect(contrast(theme.get(mark)!, theme.get(paper)!)).toBeGreaterThanOrEqual(3);
    });
  });
});
