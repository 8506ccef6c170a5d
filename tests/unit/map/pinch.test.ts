import { describe, expect, it } from 'vitest';
import { pinchOf } from '../../../client/map/pinch.ts';

describe('two fingers', () => {
  it('zoom by how far they part, about their middle', () => {
    expect(
      pinchOf(
        [
          [100, 100],
          [200, 100],
        ],
        [
          [50, 100],
          [250, 100],
        ],
      ),
    ).toEqual({ factor: 2, at: [150, 100], dx: 0, dy: 0 });
  });

  it('drag when they move together', () => {
    expect(
      pinchOf(
        [
          [0, 0],
          [100, 0],
        ],
        [
          [10, 20],
          [110, 20],
        ],
      ),
    ).toEqual({ factor: 1, at: [60, 20], dx: 10, dy: 20 });
  });

  it('never divide by nothing when they meet', () => {
    expect(
      pinchOf(
        [
          [50, 50],
          [50, 50],
        ],
        [
          [50, 50],
          [54, 50],
        ],
      ).factor,
    ).toBe(4);
  });
});
