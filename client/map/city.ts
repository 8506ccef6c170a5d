/** A place as the map draws it. */
export interface MapCity {
  /** GeoNames id. */
  id: number;
  name: string;
  /** Degrees north. */
  lat: number;
  /** Degrees east. */
  lon: number;
  population: number;
  /** A national capital: ringed. */
  capital?: boolean | undefined;
  /** 0…23: whose mark it carries where several play on one map. */
  seat?: number | undefined;
}

/** `plain`: every find in the found colour; `seats`: each in the colour and shape of who named it. */
export type MapMode = 'plain' | 'seats';
