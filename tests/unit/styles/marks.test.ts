import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { seatMark } from '../../../client/marks/seat.ts';

const client = new URL('../../../client/', import.meta.url);
const css = readFileSync(new URL('styles/marks.css', client), 'utf8');

it('gives every seat the colour of its mark', () => {
  for (let seat = 0; seat < 8; seat += 1)
    expect(css).toContain(`.seat${seat + 1} {\n  --colour: var(${seatMark(seat).token});\n}`);
});

it('is the only place that gives a seat its colour', () => {
  const components = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.svelte'),
  );
  expect(components.length).toBeGreaterThan(0);
  const own = components.filter((path) =>
    readFileSync(new URL(path, client), 'utf8').includes('var(--seat-'),
  );
  expect(own).toEqual([]);
});
