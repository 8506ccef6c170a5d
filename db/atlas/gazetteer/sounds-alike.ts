/** Letters of Cyrillic and Greek in the Latin ones that come nearest, for comparing sounds alone. */
const TO_LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: 'a',
      б: 'b',
      в: 'v',
      г: 'g',
      ґ: 'g',
      д: 'd',
      е: 'e',
      є: 'e',
      ж: 's',
      з: 's',
      и: 'i',
      і: 'i',
      ї: 'i',
    },
    ...{
      й: 'i',
      к: 'k',
      л: 'l',
      м: 'm',
      н: 'n',
      о: 'o',
      п: 'p',
      р: 'r',
      с: 's',
      т: 't',
      у: 'u',
      ў: 'u',
      ф: 'f',
    },
    ...{
      х: 'h',
      ц: 's',
      ч: 's',
      ш: 's',
      щ: 's',
      ъ: '',
      ы: 'i',
      ь: '',
      э: 'e',
      ю: 'u',
      я: 'a',
      ә: 'a',
      ө: 'o',
    },
    ...{
      ү: 'u',
      ұ: 'u',
      қ: 'k',
      ғ: 'g',
      ң: 'n',
      һ: 'h',
      ј: 'i',
      љ: 'l',
      њ: 'n',
      ћ: 's',
      ђ: 'd',
      џ: 's',
      ќ: 'k',
    },
    ...{
      α: 'a',
      β: 'v',
      γ: 'g',
      δ: 'd',
      ε: 'e',
      ζ: 's',
      η: 'i',
      θ: 't',
      ι: 'i',
      κ: 'k',
      λ: 'l',
      μ: 'm',
      ν: 'n',
    },
    ...{ ξ: 'ks', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'i', φ: 'f', χ: 'h', ψ: 'ps', ω: 'o' },
  }),
);
/** How far apart two names may sound, as a share of the longer one's consonants. */
const MOST_APART = 0.34;

/**
 * Whether names in other languages sound like one of `names`: Luxemburg like Luxembourg, Calcutta like Kolkata, Corunna like A
 * Coruña; not Königsberg like Kaliningrad, nor Victoria like Hong Kong. In scripts other than Latin, Greek and Cyrillic
 * nobody can tell, and everything counts as alike.
 */
export function createSoundsAlike(names: readonly string[]): (name: string) => boolean {
  const own = names.flatMap(wordsOf);
  return (name) => {
    const others = wordsOf(name);
    if (others.length === 0 || own.length === 0) return true;
    return others.some((other) => own.includes(other) || own.some((mine) => areNear(mine, other)));
  };
}

function areNear(mine: string, other: string): boolean {
  const most = MOST_APART * Math.max(other.length, mine.length);
  return Math.abs(mine.length - other.length) <= most && distance(other, mine) <= most;
}

/** The sounds of a name as a whole, and of its long words: “Frankfurt” is like “Frankfurt am Main”. */
function wordsOf(name: string): string[] {
  const plain = name.normalize('NFKD').toLowerCase();
  const latin = /[α-ωа-я]/.test(plain)
    ? [...plain].map((letter) => TO_LATIN.get(letter) ?? letter).join('')
    : plain;
  const letters = latin.replace(/[\u0300-\u036f'’]/g, '');
  if (!/^[\sa-zßøđłæœıə().,/–-]*$/.test(letters)) return [];
  const words = letters.split(/[^a-zßøđłæœıə]+/).filter((word) => word.length > 3);
  return [letters.replace(/[^a-z]/g, ''), ...words].map(soundsOf).filter((sounds) => sounds !== '');
}

/** Consonants by the place where they are made: what languages keep when they take over a name. */
function soundsOf(word: string): string {
  const sounds = word
    .replace(/sch|tsch|tch|sh|ch(?=[ei])|cz|sz|zh|dz|ts|tz|c(?=[eiy])|[zçj]/g, 's')
    .replace(/ph/g, 'f')
    .replace(/ck|ch|kh|gh|qu?|x|c|g/g, 'k')
    .replace(/[vw]/g, 'f')
    .replace(/b/g, 'p')
    .replace(/th|d|đ/g, 't')
    .replace(/ł/g, 'l')
    .replace(/m/g, 'n')
    .replace(/[^fklnprst]/g, '');
  const first = /^[aeiouyæœøıə]/.test(word) ? 'a' : '';
  return first + sounds.replace(/(.)\1+/g, '$1');
}

/** Edits between two short texts (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length]!;
}
