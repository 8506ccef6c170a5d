import { describe, expect, it } from 'vitest';
import { overlaps, type Box } from '../../../client/map/box.ts';
import { placeInsets } from '../../../client/map/insets.ts';

const corners = ['bottom-left', 'bottom-right', 'top-left', 'top-right'] as const;
const sheets = [
  { width: 390, height: 420 },
  { width: 700, height: 700 },
  { width: 1050, height: 860 },
];

describe('insets', () => {
  it.each(sheets)('stay on a sheet of %o, clear of each other, of scale and buttons', (sheet) => {
    const boxes = placeInsets(
      corners.map((corner) => ({ corner, aspect: 1.4 })),
      sheet,
      [],
    );
    boxes.forEach((box, i) => {
      expect(box.x0).toBeGreaterThanOrEqual(0);
      expect(box.x1).toBeLessThanOrEqual(sheet.width);
      expect(box.y1).toBeLessThanOrEqual(sheet.height);
      for (const other of boxes.slice(0, i)) expect(overlaps(box, other)).toBe(false);
    });
    expect(boxes[0]!.y1).toBeLessThanOrEqual(sheet.height - 44);
    expect(boxes[1]!.x1).toBeLessThanOrEqual(sheet.width - 58);
  });

  it('stand in a row when they share a corner', () => {
    const [a, b] = placeInsets(
      [
        { corner: 'bottom-left', aspect: 1 },
        { corner: 'bottom-left', aspect: 2 },
      ],
      sheets[2]!,
      [],
    );
    expect(b!.x0).toBeGreaterThan(a!.x1);
  });

  it('keep the shape that the catalogue gives', () => {
    const [{ x0, y0, x1, y1 }] = placeInsets([{ corner: 'top-left', aspect: 1.8 }], sheets[2]!, []) as [
      ReturnType<typeof placeInsets>[number],
    ];
    expect((x1 - x0) / (y1 - y0)).toBeCloseTo(1.8, 1);
  });

  it('stand in a column where a row would cover what is in play', () => {
    const two = [
      { corner: 'bottom-right' as const, aspect: 1 },
      { corner: 'bottom-right' as const, aspect: 1 },
    ];
    const sheet = sheets[2]!;
    const [, row] = placeInsets(two, sheet, []) as [Box, Box];
    const middle = [(row.x0 + row.x1) / 2, (row.y0 + row.y1) / 2] as const;
    const [a, b] = placeInsets(two, sheet, [middle]) as [Box, Box];
    expect(b.x1).toBe(a.x1);
    expect(b.y1).toBeLessThan(a.y0);
  });

  it('keep their order though their corners alternate', () => {
    const boxes = placeInsets(
      [
        { corner: 'top-left', aspect: 1 },
        { corner: 'bottom-right', aspect: 1 },
        { corner: 'top-left', aspect: 1 },
      ],
      sheets[2]!,
      [],
    );
    expect(boxes[2]!.y0).toBe(boxes[0]!.y0);
    expect(boxes[1]!.y0).toBeGreaterThan(400);
  });
});
