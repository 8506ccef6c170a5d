import { describe, expect, it } from 'vitest';
import { keyMove } from '../../../client/map/keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('keys on the map', () => {
  it.each([
    ['ArrowLeft', { type: 'pan', dx: 80, dy: 0 }],
    ['ArrowDown', { type: 'pan', dx: 0, dy: -80 }],
    ['+', { type: 'zoom', factor: 1.6 }],
    ['=', { type: 'zoom', factor: 1.6 }],
    ['-', { type: 'zoom', factor: 1 / 1.6 }],
    ['0', { type: 'fit' }],
  ])('%s moves it', (key, move) => {
    expect(keyMove({ key, ...plain })).toEqual(move);
  });

  it.each(['a', 'Enter', 'Tab', 'F6', '1', 'Escape'])('%s is left to the page', (key) => {
    expect(keyMove({ key, ...plain })).toBeNull();
  });

  it('leaves the browser its own zoom', () => {
    expect(keyMove({ key: '+', ...plain, ctrlKey: true })).toBeNull();
  });
});
