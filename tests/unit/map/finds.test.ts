import { describe, expect, it } from 'vitest';
import { announce, expire, LABEL_MS, nextExpiry } from '../../../client/map/finds.ts';

describe('fresh finds', () => {
  it('ring when they come singly', () => {
    expect(announce([], [7], 1000)).toMatchObject([{ id: 7, at: 1000, rings: true }]);
  });

  it('only fade in when more than six come within a second', () => {
    let fresh = announce([], [1, 2, 3, 4, 5, 6], 0);
    expect(fresh.every(({ rings }) => rings)).toBe(true);
    fresh = announce(fresh, [7], 900);
    expect(fresh.at(-1)).toMatchObject({ id: 7, rings: false });
    fresh = announce(fresh, [8], 1950);
    expect(fresh.at(-1)).toMatchObject({ id: 8, rings: true });
  });

  it('only fade in when a page of them comes at once', () => {
    expect(announce([], [1, 2, 3, 4, 5, 6, 7], 0).some(({ rings }) => rings)).toBe(false);
  });

  it('ring again, under a new key, when named again', () => {
    const first = announce([], [7, 8], 0);
    const again = announce(first, [7], 500);
    expect(again.map(({ id }) => id)).toEqual([8, 7]);
    expect(new Set([...first, ...again].map(({ key }) => key)).size).toBe(3);
  });

  it('stay for the time of a label', () => {
    const fresh = announce(announce([], [1], 0), [2], 400);
    expect(nextExpiry(fresh, 1000)).toBe(LABEL_MS - 1000);
    expect(expire(fresh, LABEL_MS)).toMatchObject([{ id: 2 }]);
    expect(nextExpiry([], 0)).toBeNull();
  });
});
