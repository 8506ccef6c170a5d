import { LIMITS } from '../limits.ts';

/** A name as it is kept: NFC, no control, format or unassigned characters, single spaces, at most 24 characters; '' if nothing is left. */
export function cleanName(text: string): string {
  const visible = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return [...visible].slice(0, LIMITS.nameLength).join('').trim();
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
    const candidate = [...name].slice(0, LIMITS.nameLength - suffix.length).join('') + suffix;
    if (!skeletons.has(nameSkeleton(candidate))) return candidate;
  }
}
