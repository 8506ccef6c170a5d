/** GeoNames' codes of seats of administration, the highest first. */
const SEATS = ['PPLC', 'PPLA', 'PPLA2', 'PPLA3', 'PPLA4'];

/** How high a seat a place of this feature code is: 0 a national capital; the largest number, none. */
export function seatLevel(feature: string): number {
  const level = SEATS.indexOf(feature);
  return level === -1 ? SEATS.length : level;
}
