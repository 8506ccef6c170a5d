import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('docs/clients.md shows the very bot that plays in the tests, in at most 40 lines', () => {
  const bot = read('tests/integration/clients/bot.ts');
  expect(bot.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  expect(read('docs/clients.md')).toContain(`\`\`\`ts\n${bot}\`\`\`\n`);
});
