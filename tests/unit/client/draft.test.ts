import { expect, it } from 'vitest';
import { Draft } from '../../../client/state/draft.ts';

const keysOf = (text: string): string[] => [...text].map((key) => (key === '\n' ? 'Enter' : key));

it('reads keys as a field would have', () => {
  const keys = [...keysOf('\nlondox'), 'Backspace', ...keysOf('n\n  paris \n\nto'), 'Backspace', 'k'];
  expect(new Draft(() => 0, keys).take()).toEqual({ lines: ['london', 'paris'], text: 'tk' });
});

it('hands whole names over once, and what is being typed to each next field', () => {
  const draft = new Draft(() => 0, keysOf('london\npar'));
  expect(draft.take()).toEqual({ lines: ['london'], text: 'par' });
  draft.note('pari');
  expect(draft.take()).toEqual({ lines: [], text: 'pari' });
  draft.clear();
  expect(draft.take()).toEqual({ lines: [], text: '' });
});

it('forgets what was typed long ago, and knows who goes on typing', () => {
  let now = 0;
  const draft = new Draft(() => now, keysOf('lon'));
  now = 4000;
  expect(draft.isTyping).toBe(true);
  now = 6000;
  expect(draft.isTyping).toBe(false);
  now = 31_000;
  expect(draft.take()).toEqual({ lines: [], text: '' });
});
