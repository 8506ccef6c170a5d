import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { protocolDocument } from '../../deploy/docs/protocol.ts';

it('docs/protocol.md is what `npm run docs` makes of the schemas', () => {
  const committed = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
  expect(committed).toBe(protocolDocument());
});
