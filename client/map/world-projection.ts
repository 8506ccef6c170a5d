import { geoEqualEarth, geoProjection, type GeoProjection } from 'd3';
import type { Quiz } from '../../shared/catalogue/quiz.ts';
import type { Box } from './box.ts';
import { clamp, type Size } from './view.ts';

/** The whole earth on a sheet. */
export interface WorldProjection {
  projection: GeoProjection;
  /** px of a turn round the earth, where the sheet goes on without end; undefined where it has edges. */
  turn: number | undefined;
  /** px of the sheet: how far it can be moved. */
  extent: Box;
  /** The farthest zoom: the whole earth in the sheet's width. */
  least: number;
}

type Whole = Pick<Quiz, 'kind'>;

/** Whether a quiz shows the whole earth, so that its sheet is chosen by the shape of the screen. */
export const isWholeWorld = ({ kind }: Whole): boolean => kind === 'world' || kind === 'theme';

/** Latitudes that hold every town: Longyearbyen and the north of Greenland, Ushuaia. */
const NORTH = 82;
const SOUTH = -57;
/** Stations in Antarctica are no part of the frame, but the sheet goes on to them. */
const FARTHEST_SOUTH = -80;
/** The edge of the sheet, degrees east: through the Bering Strait, where it cuts no land. */
const EDGE = 191;

/** Standard parallel of Gall's stereographic cylinder. */
const STANDARD = Math.PI / 4;
const gallY = (phi: number): number => (1 + Math.cos(STANDARD)) * Math.tan(phi / 2);
const gallRaw = Object.assign(
  (lambda: number, phi: number): [number, number] => [lambda * Math.cos(STANDARD), gallY(phi)],
  {
    invert: (x: number, y: number): [number, number] => [
      x / Math.cos(STANDARD),
      2 * Math.atan(y / (1 + Math.cos(STANDARD))),
    ],
  },
);
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** A turn round the earth, and from south to north, at scale 1. */
const GALL_TURN = 2 * Math.PI * Math.cos(STANDARD);
const GALL_RISE = gallY(radians(NORTH)) - gallY(radians(SOUTH));

/** At this width ÷ height the cylinder shows all of the earth just once, from south to north. */
const WHOLE = GALL_TURN / GALL_RISE;
/** Up to this one a cylinder fills the sheet, cut a little in the north and south; beyond, Equal Earth does. */
export const WIDEST_CYLINDER = 2;
/** Sheets narrower than this are filled from south to north; wider ones to {@link PART} of their height, to show more round. */
const TALL = 0.9;
const BROAD = 1.2;
const PART = 0.76;

/**
 * The world for a sheet: Equal Earth where it is wide, else Gall's stereographic cylinder (1855; Snyder 1987 does not have
 * it, his “Flattening the Earth”, 1993, p. 109, does), which fills the height and repeats to both sides.
 */
export function worldProjection({ width, height }: Size): WorldProjection {
  return width / height <= WIDEST_CYLINDER ? cylinder(width, height) : equalEarth(width, height);
}

function cylinder(width: number, height: number): WorldProjection {
  const aspect = width / height;
  const blend = clamp((BROAD - aspect) / (BROAD - TALL), 0, 1);
  const part = Math.max(aspect / WHOLE, PART + (1 - PART) * blend);
  const scale = (part * height) / GALL_RISE;
  const turn = scale * GALL_TURN;
  const centre = middleFor(Math.max(0, 360 - (360 * width) / turn));
  const middle = (gallY(radians(NORTH)) + gallY(radians(SOUTH))) / 2;
  const translateY = height / 2 + middle * scale;
  const projection = geoProjection(gallRaw)
    .rotate([180 - EDGE, 0])
    .scale(scale)
    .translate([width / 2 - ((centre - (EDGE - 180)) / 360) * turn, translateY])
    .precision(0);
  return {
    projection,
    turn,
    extent: {
      x0: 0,
      x1: width,
      y0: Math.min(0, translateY - scale * gallY(radians(NORTH + 2))),
      y1: Math.max(height, translateY - scale * gallY(radians(FARTHEST_SOUTH))),
    },
    least: Math.min(1, width / turn),
  };
}

/**
 * Degrees east in the middle of a sheet that leaves out `unseen` degrees. First the Pacific goes, up to New Zealand in the
 * east and Vancouver in the west; a narrow sheet shows where most people live, from the Atlantic to the Gulf of Thailand.
 */
function middleFor(unseen: number): number {
  return EDGE - 180 + Math.min(unseen, PACIFIC) * 0.255 + Math.max(0, unseen - PACIFIC) * 0.12;
}
const PACIFIC = 47;

/** Widest sheets lose a little in the north and south instead of half of their width. */
const WIDTH_FILLED = 0.84;

function equalEarth(width: number, height: number): WorldProjection {
  const projection = geoEqualEarth()
    .rotate([180 - EDGE, 0])
    .scale(1)
    .translate([0, 0])
    .precision(0);
  const at = (lon: number, lat: number): [number, number] => projection([lon, lat])!;
  const breadth = at(EDGE - 0.001, 0)[0] * 2;
  const [top, bottom] = [at(EDGE - 180, NORTH)[1], at(EDGE - 180, SOUTH)[1]];
  const whole = Math.min(width / breadth, height / (bottom - top));
  const scale = Math.max(whole, (WIDTH_FILLED * width) / breadth);
  const translateY = height / 2 - ((top + bottom) / 2) * scale;
  projection.scale(scale).translate([width / 2, translateY]);
  return {
    projection,
    turn: undefined,
    extent: {
      x0: 0,
      x1: width,
      y0: Math.min(0, translateY + top * scale),
      y1: Math.max(height, translateY + at(EDGE - 180, FARTHEST_SOUTH)[1] * scale),
    },
    least: 1,
  };
}
