import type { City } from '../../shared/messages.ts';

let names: Intl.DisplayNames | null = null;

/** ISO 3166-1 alpha-2 → the country's English name; a code without a name stands for itself. */
export function countryName(code: string): string {
  names ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Where a city is, in the words of the quiz: its region in a quiz of one country, else its country. */
export const placeOf = (city: City, breakdown: 'regions' | 'countries' | 'none'): string =>
  breakdown === 'regions' && city.region !== '' ? city.region : countryName(city.country);
