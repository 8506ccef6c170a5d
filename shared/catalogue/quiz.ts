/** Degrees: [west, south, east, north], bounds included. */
export type Box = [west: number, south: number, east: number, north: number];

/** Which places a quiz holds: the union of what its parts select, without sections. */
export type Selector =
  | { all: true }
  | { countries: string[]; within?: Box } // ISO 3166-1 alpha-2
  | { regions: string[]; within?: Box } // GeoNames admin-1 codes: 'US.TX'
  | { places: number[] } // GeoNames ids
  | { capitals: 'national' | 'regional'; countries?: string[] } // a national capital is its region's too
  | { minPopulation: number }
  | { initial: string }; // first letter of the key, a–z

export type QuizKind = 'world' | 'continent' | 'country' | 'region' | 'theme';

/**
 * A map projection of d3-geo, fitted at build time so that every client draws the same sheet. It is drawn without
 * adaptive resampling (`precision(0)`): the outlines carry every vertex that they need.
 */
export interface ProjectionSpec {
  type: 'conicEqualArea' | 'conicConformal' | 'mercator' | 'azimuthalEqualArea' | 'equalEarth';
  /** Degrees: [λ, φ, γ] for `rotate()`. */
  rotate?: [number, number, number];
  /** Standard parallels of conics, degrees. */
  parallels?: [number, number];
  /**
   * Points in degrees whose bounds in the projection are the frame: one on each of its sides. (A box of degrees would
   * not do across the antimeridian.)
   */
  fit: [lon: number, lat: number][];
  /**
   * The same for the frame that holds 97 of 100 places, for continents: a sheet of quite another shape is filled with that from
   * side to side (or top to bottom), and the rest of `fit` lies beyond its edges.
   */
  core?: [lon: number, lat: number][];
}

/** A far group of a quiz's places, drawn in a frame of its own. */
export interface Inset {
  id: string;
  name: string;
  projection: ProjectionSpec;
  /** The places drawn in it. West is above east where it crosses the antimeridian. */
  box: Box;
  /** Width ÷ height of its frame. */
  aspect: number;
  /** The corner of the main sheet that has most room for it; several in one corner stand in a row. */
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
}

/** One line of a breakdown: a region of a country, a country of a continent. */
export interface QuizRegion {
  /** ISO country code or GeoNames admin-1 code; also the id of its outline in the map, where it has one. */
  code: string;
  name: string;
  cities: number;
  population: number;
}

/** A quiz as the catalogue lists it (`GET /api/quizzes`). */
export interface QuizSummary {
  slug: string;
  title: string;
  kind: QuizKind;
  /** ISO 3166-1 alpha-2 of countries and regions. */
  country?: string;
  cities: number;
  population: number;
}

/** One quiz (`GET /api/quizzes/:slug`): everything a page needs but the cities. */
export interface Quiz extends QuizSummary {
  /** `country`: regions are admin-1 units; `countries`: regions are countries; `none`: no breakdown. */
  breakdown: 'regions' | 'countries' | 'none';
  regions: QuizRegion[];
  /** “31 of 47 over a million”: largest floor first. */
  brackets: { minPopulation: number; cities: number }[];
  capitals: number;
  /** Population floors offered as `settings.minPopulation`, with what is left then. 0 is always offered. */
  floors: { minPopulation: number; cities: number; population: number }[];
  dataVersion: string;
  /** Said on the page where the data is thin. */
  dataNote?: string;
  projection: ProjectionSpec;
  insets: Inset[];
  /** Content-hashed address of the {@link QuizMap}, `/maps/<name>.<hash>.json`. */
  map: string;
}
