import { createHash } from 'node:crypto';

/** Words of sea and survey that are nobody's city. */
const WORDS = [
  'Compass', 'Sextant', 'Meridian', 'Isobar', 'Anchor', 'Lantern', 'Rudder', 'Keel', 'Tiller', 'Halyard',
  'Beacon', 'Buoy', 'Tide', 'Current', 'Swell', 'Breeze', 'Gale', 'Monsoon', 'Zephyr', 'Cirrus',
  'Contour', 'Theodolite', 'Plumb Line', 'Legend', 'Gridline', 'Azimuth', 'Zenith', 'Bearing', 'Fathom', 'League',
  'Petrel', 'Albatross', 'Tern', 'Gannet', 'Dolphin', 'Narwhal', 'Otter', 'Heron', 'Curlew', 'Plover',
] as const; // prettier-ignore

/** A guest's first name, always the same for an id: “Sextant 42”. */
export function guestName(playerId: string): string {
  const hash = createHash('sha256').update(playerId).digest();
  return `${WORDS[hash.readUInt16BE(0) % WORDS.length]!} ${10 + (hash.readUInt16BE(2) % 90)}`;
}
