import type { Language } from './languages.ts';

/** What a second source says of the people of a place. */
export interface Figure {
  population: number;
  /** That of an urban area or a district. */
  isRough: boolean;
}

/** A place while the gazetteer is being built. */
export interface Place {
  /** GeoNames id; one from `made-id.ts` where no source gives any; 0 until it is assigned. */
  id: number;
  /** What the player is shown: the English name where one is known. */
  display: string;
  /** The name at home, where another is displayed. */
  local?: string;
  /** Names to show in other languages. */
  localised?: Partial<Record<Language, string>>;
  /** Spellings as good as the display name: the older name, the ASCII form. */
  names: string[];
  alternates: string[];
  /** Names in other languages and scripts, of sources that list them as such. */
  otherNames?: string[];
  /** Names that the source says are short for it. */
  shortNames?: string[];
  /** Names that the source says are colloquial. */
  nicknames?: string[];
  lat: number;
  lon: number;
  /** GeoNames feature code; empty for places of other sources. */
  feature: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** GeoNames admin-1 code with its country (`FR.84`), or empty. */
  region: string;
  /** GeoNames admin-2 to admin-4 codes with their country, or empty. */
  districts: string[];
  /** 0: unknown. */
  population: number;
  /** Whether the population stands, whatever other sources say. */
  isCertain?: boolean;
  flags: number;
  /** Names of the municipality whose largest place it is. */
  units?: string[];
  /** What other sources say of its people; empty where they list it without a figure. */
  figures?: Figure[];
  /** People said to live there by a source whose figures are not used: to order places of unknown population. */
  hint?: number;
  /** The id of the city that it is a section of or is counted in. */
  partOf?: number;
}
