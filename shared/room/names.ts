import { LIMITS } from '../limits.ts';

/** Fillers and blanks that count as letters, marks or symbols and show nothing. */
const BLANK = /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\u{1d159}]/gu;
/** Emoji that joiners, or the tags of a flag, make one sign of. */
const JOINED_EMOJI =
  /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*)+|\u{1f3f4}[\u{e0030}-\u{e007a}]+\u{e007f}/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A name as it is kept: NFC, no control, format or unassigned characters but those that join emoji, nothing blank, single spaces, at
 * most 24 characters, of which none is cut in two; '' if nothing visible is left.
 */
export function cleanName(text: string): string {
  const visible = keepJoined(text.normalize('NFC'))
    .replace(/\s+/gu, ' ')
    // Marks need something to stand on.
    .replace(/(^| )\p{M}+/gu, '$1')
    .trim();
  return cutName(visible, LIMITS.nameLength);
}

/** Without what cannot be seen, emoji left whole. */
function keepJoined(text: string): string {
  let kept = '';
  let from = 0;
  for (const { 0: emoji, index } of text.matchAll(JOINED_EMOJI)) {
    kept += text.slice(from, index).replace(BLANK, ' ').replace(INVISIBLE, '') + emoji;
    from = index + emoji.length;
  }
  return kept + text.slice(from).replace(BLANK, ' ').replace(INVISIBLE, '');
}

/** At most `most` code points, in whole characters as people see them. */
function cutName(name: string, most: number): string {
  let cut = '';
  let length = 0;
  for (const { segment } of graphemes.segment(name)) {
    length += [...segment].length;
    if (length > most) break;
    cut += segment;
  }
  return cut.trim();
}

/** Look-alikes of Latin letters in other scripts and figures (Unicode TR39 confusables, the common ones). */
const LOOKALIKES: Record<string, string> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  һ: 'h',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  в: 'b',
  н: 'h',
  к: 'k',
  м: 'm',
  т: 't', // prettier-ignore
  α: 'a',
  ο: 'o',
  ν: 'v',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  ι: 'i',
  κ: 'k',
  η: 'n',
  χ: 'x',
  γ: 'y',
  ε: 'e',
  β: 'b', // prettier-ignore
  '0': 'o',
  '1': 'l',
  i: 'l',
  '|': 'l',
  '5': 's',
  $: 's',
  '@': 'a',
  '3': 'e',
  ı: 'l',
};

/** Two names with the same skeleton look alike: the skeleton ignores case, marks, spaces, signs and script. */
export function nameSkeleton(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let skeleton = '';
  for (const char of bare) {
    const plain = LOOKALIKES[char] ?? char;
    if (/[\p{L}\p{N}]/u.test(plain)) skeleton += plain;
  }
  return skeleton.replace(/rn/g, 'm').replace(/vv/g, 'w') || bare;
}

/** `name`, or `name 2`, `name 3`… until it looks like none of `taken`. */
export function distinctName(name: string, taken: readonly string[]): string {
  const skeletons = new Set(taken.map(nameSkeleton));
  if (!skeletons.has(nameSkeleton(name))) return name;
  for (let n = 2; ; n += 1) {
    const suffix = ` ${n}`;
    const candidate = cutName(name, LIMITS.nameLength - suffix.length) + suffix;
    if (!skeletons.has(nameSkeleton(candidate))) return candidate;
  }
}
