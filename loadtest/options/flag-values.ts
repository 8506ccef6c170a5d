/** Values of flags, checked; each throws a `RangeError` whose message names the flag. */

/** A whole number from `least` to `most`; `fallback` where the flag is not given. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  fallback: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`--${name} is a whole number from ${least} to ${most}, not ${text}`);
  }
  return value;
}

/** A number above 0, at most `most`. */
export function positiveNumber(
  name: string,
  text: string | undefined,
  fallback: number,
  most: number,
): number {
  const value = text === undefined ? fallback : Number(text);
  if (!(value > 0 && value <= most)) throw new RangeError(`--${name} is above 0, at most ${most}`);
  return value;
}

export function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new RangeError(`--${name} is one of ${values.join(' ')}, not ${text}`);
  return found;
}
