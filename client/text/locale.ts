/**
 * The first of the wanted languages that `Intl` takes; `undefined`, its own default, where it takes none. Some engines hand on
 * the system's locale (“C”, “de_DE.UTF-8”), which is no language tag: `Intl` throws a RangeError there.
 */
export function usableLocale(wanted: readonly (string | undefined)[]): string | undefined {
  for (const text of wanted) {
    // POSIX: language_TERRITORY.codeset@modifier
    const tag = (text ?? '').split(/[.@]/)[0]!.replaceAll('_', '-');
    try {
      const [usable] = Intl.NumberFormat.supportedLocalesOf(tag);
      if (usable !== undefined) return usable;
    } catch {
      // No tag at all.
    }
  }
  return undefined;
}
