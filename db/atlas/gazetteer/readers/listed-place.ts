/** A place as a source other than GeoNames lists it. */
export interface ListedPlace {
  /** Spellings of its name, the one to show first. */
  names: string[];
  lat: number;
  lon: number;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The admin-1 unit: GeoNames' code with its country, or its name; empty where the source gives none. */
  region: string;
  /** 0: unknown. */
  population: number;
  /** That of a whole urban area, or of a district: it tells sizes apart, and is nobody's population. */
  isRough?: boolean;
  /** The figure stands, whatever other sources say. */
  isCertain?: boolean;
}
