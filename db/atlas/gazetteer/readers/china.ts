import { pinyin } from 'pinyin-pro';
import { withoutEastAsianKind } from '../../../../shared/gazetteer/fallback.ts';
import type { ReadName } from '../read-name.ts';

const UNIT = /(\d{6}): "((?:\\u[0-9A-F]{4})+)"/g;
/** Units that say what they are a part of, or nothing: “districts of the municipality”, “directly administered counties”. */
const NO_PLACE = /^(?:市辖区|县|省直辖县|自治区直辖县|其他|境外)$/;

/**
 * Reads China's prefectures, cities and counties from `@vant/area-data`, without districts of cities. `script`: its module, which is
 * a table of six-digit codes (GB/T 2260) and names.
 */
export function readChina(script: string): ReadName[] {
  const names = new Map<string, string>();
  for (const [, code, escaped] of script.matchAll(UNIT))
    if (!names.has(code!)) names.set(code!, JSON.parse(`"${escaped}"`) as string);
  const rows: ReadName[] = [];
  // In the order of the table: provinces, prefectures, counties.
  for (const [code, name] of names) {
    const isProvince = code.endsWith('0000');
    if (isProvince || NO_PLACE.test(name) || (name.endsWith('区') && !name.endsWith('地区'))) continue;
    const bare = withoutEastAsianKind(name);
    rows.push({
      country: 'CN',
      region: names.get(`${code.slice(0, 2)}0000`) ?? '',
      readings: [bare, name].map((text) => pinyin(text, { toneType: 'none' }).replaceAll(' ', '')),
      names: bare === name ? [name] : [name, bare],
    });
  }
  return rows;
}
