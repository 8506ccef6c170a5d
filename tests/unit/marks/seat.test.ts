import { describe, expect, it } from 'vitest';
import { seatMark } from '../../../client/marks/seat.ts';

describe('the mark of a seat', () => {
  it.each([
    [0, 'blue circle', '--seat-1'],
    [1, 'vermilion square', '--seat-2'],
    [5, 'ochre triangle down', '--seat-6'],
    [8, 'hollow blue circle', '--seat-1'],
    [15, 'hollow teal star', '--seat-8'],
    [16, 'dotted blue circle', '--seat-1'],
    [23, 'dotted teal star', '--seat-8'],
  ])('calls seat %i a %s', (seat, name, token) => {
    expect(seatMark(seat)).toMatchObject({ name, token });
  });

  it('tells 24 seats apart without their colour', () => {
    const marks = Array.from({ length: 24 }, (_, seat) => seatMark(seat));
    expect(new Set(marks.map((mark) => `${mark.fill} ${mark.shape}`)).size).toBe(24);
  });

  it('dashes the lines of the first eight differently', () => {
    expect(new Set(Array.from({ length: 8 }, (_, seat) => seatMark(seat).dash)).size).toBe(8);
  });
});
