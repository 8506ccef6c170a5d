/** Long words of names with the short ones that people write for them: whole words, as regular expressions. */
const COMMON: readonly [long: RegExp, short: string][] = [
  [/ (?:am|an der|auf der|ob der|in der) (\p{Lu})\p{L}+$/u, ' a $1'],
  [/ am (\p{Lu})\p{L}+$/u, ' a $1'],
  [/ an der (\p{Lu})\p{L}+$/u, ' a d $1'],
  [/ an der (\p{Lu}\p{L}+)$/u, ' a d $1'],
  [/ am (\p{Lu}\p{L}+)$/u, ' a $1'],
  [/ ob der /u, ' o d '],
  [/ vor der /u, ' v d '],
  [/ in der Oberpfalz$/u, ' i d OPf'],
  [/ in der Oberpfalz$/u, ' Oberpfalz'],
  [/ im Breisgau$/u, ' i Br'],
  [/ im Schwarzwald$/u, ' i Schw'],
  [/ in Oberbayern$/u, ' i OB'],
];
const BY_COUNTRY: Readonly<Record<string, readonly [long: RegExp, short: string][]>> = {
  DE: COMMON,
  AT: COMMON,
  CH: COMMON,
  PL: [
    [/ Wielkopolsk(?:i|a|ie)$/u, ' Wlkp'],
    [/ Mazowieck(?:i|a|ie)$/u, ' Maz'],
    [/ Śląsk(?:i|a|ie)$/u, ' Śl'],
    [/ Pomorsk(?:i|a|ie)$/u, ' Pom'],
    [/ Kujawsk(?:i|a|ie)$/u, ' Kuj'],
    [/ Małopolsk(?:i|a|ie)$/u, ' Młp'],
  ],
  FR: [
    [/-sur-/u, ' s '],
    [/-sous-/u, ' s '],
    [/^Saint-/u, 'S '],
  ],
  GB: [
    [/[ -]upon[ -]/iu, ' u '],
    [/[ -]upon[ -]/iu, ' on '],
    [/[ -]under[ -]/iu, ' u '],
  ],
  CZ: [
    [/ nad /u, ' n '],
    [/ pod /u, ' p '],
  ],
  US: [
    [/^North /u, 'N '],
    [/^South /u, 'S '],
    [/^East /u, 'E '],
    [/^West /u, 'W '],
    [/ Heights$/u, ' Hts'],
  ],
  BR: [
    [/^São /u, 'S '],
    [/^Santa /u, 'Sta '],
  ],
};

/** Standard abbreviations of a name: “Frankfurt a. M.”, “Ostrów Wlkp.”, “Newcastle u. Tyne”. */
export function abbreviations(name: string, country: string): string[] {
  const rules = BY_COUNTRY[country] ?? [];
  return rules.flatMap(([long, short]) => (long.test(name) ? [name.replace(long, short)] : []));
}
