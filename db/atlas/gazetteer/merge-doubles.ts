import { distanceKm } from './distance.ts';
import { indexBy } from './match.ts';
import type { Place } from './place.ts';
import { seatLevel } from './seat-level.ts';
import { isSectionFeature } from './section.ts';
import { spellings } from './spelling.ts';

/** Two places of one name, nearer to each other than this, are one that the source lists twice. */
const DOUBLE_KM = 5;

/**
 * Makes one of places of a name that lie within 5 km: GeoNames had La Porte, Indiana, twice, and nobody can say which they mean.
 * What stays is the one that the newer file still has, else the one of more people; it takes the names of the others. Sections
 * of cities are left as they are. Answers the places that are left, and how many went.
 */
export function mergeDoubles(
  places: readonly Place[],
  confirmed: ReadonlySet<Place>,
): { places: Place[]; doubles: number } {
  const gone = new Set<Place>();
  const groups = indexBy(
    places.filter((place) => !isSectionFeature(place.feature)),
    (place) => spellings(place.display, place.country).map((key) => `${place.country}|${key}`),
  );
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const ranked = [...group].sort(
      (a, b) =>
        Number(confirmed.has(b)) - Number(confirmed.has(a)) || b.population - a.population || a.id - b.id,
    );
    for (const [rank, kept] of ranked.entries()) {
      if (gone.has(kept)) continue;
      for (const other of ranked.slice(rank + 1)) {
        if (gone.has(other) || distanceKm(kept, other) > DOUBLE_KM) continue;
        absorb(kept, other);
        gone.add(other);
      }
    }
  }
  return { places: places.filter((place) => !gone.has(place)), doubles: gone.size };
}

function absorb(kept: Place, other: Place): void {
  kept.alternates = [...new Set([...kept.alternates, ...other.names, ...other.alternates])];
  if (kept.population === 0) kept.population = other.population;
  // London has the City of London within it, which is a seat too: the higher one stays.
  if (kept.feature === '' || seatLevel(other.feature) < seatLevel(kept.feature)) kept.feature = other.feature;
  if (kept.region === '') kept.region = other.region;
  kept.districts = kept.districts.length >= other.districts.length ? kept.districts : other.districts;
  // A GeoNames id is kept rather than a made one.
  if (kept.id === 0) kept.id = other.id;
}
