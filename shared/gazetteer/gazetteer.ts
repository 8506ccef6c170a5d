/** Bits of {@link Gazetteer.flags}. */
export const NATIONAL_CAPITAL = 1;
export const REGIONAL_CAPITAL = 2;
/** A section of a city (Kreuzberg): known by name, answered `part`, a member of no quiz. */
export const SECTION = 4;
/** A city that is counted inside another one (Brooklyn): creditable, but left out of sums of population. */
export const COUNTED_ELSEWHERE = 8;

/** `partOf` of a row that is part of nothing. */
export const NO_ROW = 0xffffffff;

/**
 * Every place the game knows, as columns. A row is a place's index in all of them. Rows are ordered by population
 * (largest first), then by id, so the smaller row of two is always the larger city. Ids are GeoNames ids and never
 * change; rows change with every data release and never leave the process.
 */
export interface Gazetteer {
  readonly dataVersion: string;
  /** Count of rows, sections included. */
  readonly size: number;
  readonly ids: Uint32Array;
  readonly populations: Uint32Array;
  /** Degrees north. */
  readonly lats: Float32Array;
  /** Degrees east. */
  readonly lons: Float32Array;
  /** Index into {@link countryCodes}, by row. */
  readonly countries: Uint8Array | Uint16Array;
  /** Index into {@link regionCodes}, by row; 0 is “no region”. */
  readonly regions: Uint16Array;
  /** A number of the admin-2 unit, by row; 0 is none. Used to tell namesakes apart, after a comma. */
  readonly districts?: Uint16Array;
  readonly flags: Uint8Array;
  /** The row of the city that this one is a part of, or {@link NO_ROW}. */
  readonly partOf: Uint32Array;
  /** ISO 3166-1 alpha-2, upper case (XK included). */
  readonly countryCodes: readonly string[];
  /** English short names, parallel to {@link countryCodes}. */
  readonly countryNames: readonly string[];
  /** GeoNames admin-1 codes with their country (`FR.84`), parallel to {@link regionNames}. */
  readonly regionCodes: readonly string[];
  readonly regionNames: readonly string[];
  /** The display name of a row. */
  name(row: number): string;
  /** The row of an id, one that an earlier release gave the place too; undefined when this release does not hold it. */
  rowOf(id: number): number | undefined;
  /**
   * Postings of an exact key: `row * 4 + kind` (see likelihood.ts), those first that people mean likeliest; empty when the key
   * is unknown.
   */
  lookup(key: string): Uint32Array;
  /**
   * Calls `visit` with the postings of each known key that is one edit (a letter more, less, other, or two swapped) from
   * `key`, of letters a–z whose first two it may swap but whose first it never changes otherwise; the key itself is left
   * out. Bounded by the length of `key`.
   */
  eachNear(key: string, visit: (postings: Uint32Array) => void): void;
  /**
   * The countries and units that a key names, undefined when none: below {@link FIRST_REGION} an index of
   * {@link countryCodes}, from there on one of {@link regionCodes}, from {@link FIRST_DISTRICT} on one of the numbers in
   * {@link districts}. `where` the key stands: what means a unit in few places is left out elsewhere.
   */
  unitsOf(key: string, where?: UnitPlace): Uint32Array | undefined;
}

/** Names of countries and admin-1 units mean them by themselves. */
export const ALONE = 0;
/** Codes of states that people write after a name without a comma (“Portland OR”) mean them there, too. */
export const AT_END = 1;
/** Other codes and admin-2 units do so only after a comma. */
export const AFTER_COMMA = 2;
export type UnitPlace = typeof ALONE | typeof AT_END | typeof AFTER_COMMA;

/** Where units of {@link Gazetteer.unitsOf} begin to be regions. */
export const FIRST_REGION = 1024;
/** Where they begin to be admin-2 units. */
export const FIRST_DISTRICT = 16384;
