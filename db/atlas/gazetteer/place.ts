/** A place while the gazetteer is being built. */
export interface Place {
  /** GeoNames id; places of the newer file alone have one made by `made-id.ts`. */
  id: number;
  /** What the player is shown. */
  display: string;
  /** Spellings as good as the display name: the older name, the ASCII form. */
  names: string[];
  alternates: string[];
  lat: number;
  lon: number;
  /** GeoNames feature code; empty for places of the newer file alone. */
  feature: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** GeoNames admin-1 code with its country (`FR.84`), or empty. */
  region: string;
  /** GeoNames admin-2 to admin-4 codes with their country, or empty. */
  districts: string[];
  /** 0: unknown. */
  population: number;
  flags: number;
  /** Names of the municipality whose largest place it is. */
  units?: string[];
  /** People said to live there by a source whose figures are not used: to order places of unknown population. */
  hint?: number;
  /** The id of the city that it is a section of or is counted in. */
  partOf?: number;
}
