import { describe, expect, it } from 'vitest';
import { clampView, FIT, MAX_ZOOM, toScreen, toSheet, viewOn, zoomAt } from '../../../client/map/view.ts';

const size = { width: 800, height: 600 };

describe('a view', () => {
  it('turns screen to sheet and back', () => {
    const view = { k: 3, x: -120, y: -45 };
    const [x, y] = toScreen(view, toSheet(view, [312, 77]));
    expect(x).toBeCloseTo(312);
    expect(y).toBeCloseTo(77);
  });

  it.each([
    [{ k: 0.2, x: 50, y: 50 }, FIT],
    [{ k: 1, x: -30, y: 12 }, FIT],
    [
      { k: 2, x: 40, y: -5000 },
      { k: 2, x: 0, y: -600 },
    ],
    [
      { k: 2, x: -100, y: -100 },
      { k: 2, x: -100, y: -100 },
    ],
    [
      { k: 1000, x: 0, y: 0 },
      { k: MAX_ZOOM, x: 0, y: 0 },
    ],
  ])('%o shows nothing beyond the sheet', (view, expected) => {
    expect(clampView(view, size)).toEqual(expected);
  });

  it('brings a point to the middle', () => {
    expect(toScreen(viewOn([300, 200], 4, size), [300, 200])).toEqual([400, 300]);
  });

  it('brings a point of the corner as near as the edge lets it', () => {
    expect(viewOn([0, 0], 4, size)).toEqual({ k: 4, x: 0, y: 0 });
  });

  it('keeps what is under the pointer there while zooming', () => {
    const from = { k: 2, x: -200, y: -300 };
    const at = [500, 100] as const;
    expect(toSheet(zoomAt(from, 1.5, at, size), at)).toEqual(toSheet(from, at));
  });
});
