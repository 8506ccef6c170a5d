import { afterEach, expect, it, vi } from 'vitest';
import { usableLocale } from '../../../client/text/locale.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each([
  [['de-DE'], 'de-DE'],
  [['de_DE.UTF-8'], 'de-DE'],
  [['C', 'fr'], 'fr'],
  [['C', undefined, ''], undefined],
  [['not a tag', 'en'], 'en'],
])('of %j takes %s', (wanted, locale) => expect(usableLocale(wanted)).toBe(locale));

it.each(['C', 'en_US', 'POSIX', 'c', '*', ''])(
  'writes figures in a browser whose language is “%s”',
  async (language) => {
    vi.stubGlobal('navigator', { language, languages: [language] });
    const { count, share, collator } = await import('../../../client/text/number.ts');
    expect(count(461_865)).toBe('461,865');
    expect(share(0.139)).toBe('13.9%');
    expect(collator.compare('a', 'b')).toBe(-1);
  },
);
