import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { supportOf } from '../../../deploy/engines.mjs';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
const { optionalDependencies } = JSON.parse(readFileSync('tests/node-releases/package.json', 'utf8')) as {
  optionalDependencies: Record<string, string>;
};

it.each([
  ['18.20.8', 'too old'],
  ['20.18.3', 'too old'],
  ['20.19.0', 'proved'],
  ['20.20.2', 'proved'],
  ['21.7.3', 'unproved'],
  ['22.12.0', 'unproved'],
  ['22.13.0', 'proved'],
  ['24.0.0', 'proved'],
  ['27.1.0', 'unproved'],
])('Node %s is %s', (version, support) => {
  expect(supportOf('^20.19 || ^22.13 || ^24 || ^26', version)).toBe(support);
});

it('names the releases that are proved, and no others', () => {
  const listed = Object.values(optionalDependencies).map((name) => name.split('@')[1]!);
  for (const version of listed)
    expect([version, supportOf(engines.node, version)]).toEqual([version, 'proved']);
  const majors = new Set(listed.map((version) => version.split('.')[0]));
  expect(engines.node.split(' || ').map((range) => range.slice(1).split('.')[0])).toEqual([...majors].sort());
});
