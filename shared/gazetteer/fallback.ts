/** General words at the end of a name: of Latin script, of East Asian romanisations, of East Asian scripts. */
const TRAILING =
  /(?:\s+(?:city|town|village|islands?|atoll|municipality)|[\s-](?:shi|si|ku|gun|machi|chō|cho|mura))$/i;
const LEADING =
  /^(?:city of|town of|city and county of|municipality of|ciudad de|ville de|stadt|gemeinde|kota|kabupaten|bandar|thành phố|thị xã|tp\.?|tx\.?|the|islas?|île|ilha|г\.|город)\s+/i;
const ARTICLE = /^(?:al|ad|an|ar|as|ash|at|ath|az|el|ed|en|er|es|esh|et|ez)[\s-]+(?=\p{L}{3})/iu;
/** What Chinese, Japanese and Korean names say of the kind of place, behind two characters or more. */
const EAST_ASIAN_KIND =
  /(?<=[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]{2})(?:(?:[\p{sc=Han}]{1,6}族)?自治[州县縣区區]|特别市|特別市|特别行政区|特別行政區|地区|地區|[市区區县縣郡町村盟시군구읍면]|특별시|광역시|특별자치시)$/u;

/** A name of Chinese, Japanese or Korean script without what says the kind of place: 船橋 of 船橋市. */
export const withoutEastAsianKind = (name: string): string => name.replace(EAST_ASIAN_KIND, '');

/** Whether the text names a sea, a river or the like: then no word may be dropped to make a city of it. */
export const isWater = (text: string): boolean =>
  /(?:^|\s)(?:seas?|oceans?|gulf|strait|channel|bay of|rivers?|lakes?|desert|mountains|mar|mer|meer|océano)(?:\s|$)/i.test(
    text,
  );

/** Other ways to write what was typed, when nothing has that very name; best first. */
export function fallbacks(text: string): string[] {
  const variants: string[] = [];
  const add = (variant: string): void => {
    const trimmed = variant.trim();
    if (trimmed !== '' && trimmed !== text && !variants.includes(trimmed)) variants.push(trimmed);
  };
  if (/[(（]/.test(text)) add(text.replace(/[(（][^)）]*[)）]?/g, ' '));
  add(withoutEastAsianKind(text));
  add(text.replace(TRAILING, ''));
  add(text.replace(LEADING, ''));
  if (text.includes('/')) text.split('/').forEach(add);
  const bare = text.replace(ARTICLE, '');
  add(bare);
  // The Arabic ending that some write and some do not: Salmiya, Salmiyah.
  if (/ah$/i.test(bare)) add(bare.slice(0, -1));
  else if (/[a-z]a$/i.test(bare)) add(`${bare}h`);
  if (/^ال(?=\p{sc=Arabic}{3})/u.test(text)) add(text.slice(2));
  else if (/^\p{sc=Arabic}{3}/u.test(text)) add(`ال${text}`);
  return variants;
}
