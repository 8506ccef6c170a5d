import { feature } from 'topojson-client';
import type { GeometryCollection, MultiLineString, MultiPolygon, Polygon } from 'topojson-specification';
import type { QuizMap, Sheet } from '../../shared/catalogue/quiz-map.ts';
import type { Water } from './water-names.ts';

/** What topojson gives back for areas and for lines. */
export type Area = ReturnType<typeof areaOf>;
export type Lines = ReturnType<typeof linesOf>;

/** A region in play or a country outside it. */
export interface Region {
  /** Of its line in the quiz, for those in play; made up where the file gives none. */
  code: string;
  name: string;
  area: Area;
}

/** The layers of one sheet of a map file, as geometry in degrees. */
export interface MapLayers {
  units: Region[];
  land: Region[];
  lakes: Area;
  coast: Lines;
  borders: Lines;
  frontiers: Lines;
  /** Everything with few points, to be drawn while the map moves; empty where the whole is light enough. */
  coarse: { inPlay: boolean; area: Area }[];
  waters: Water[];
}

const NO_AREA: Area = {
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiPolygon', coordinates: [] },
};
const NO_LINES: Lines = {
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiLineString', coordinates: [] },
};
const NONE: MapLayers = {
  units: [],
  land: [],
  lakes: NO_AREA,
  coast: NO_LINES,
  borders: NO_LINES,
  frontiers: NO_LINES,
  coarse: [],
  waters: [],
};

/** The main sheet of a map, or that of an inset; empty while there is none. */
export function layersOf(map: QuizMap | null, inset?: string): MapLayers {
  const sheet = inset === undefined ? map : map?.insets?.[inset];
  if (!sheet) return NONE;
  const { units, land, lakes, coast, borders, frontiers, coarse, water } = sheet.objects;
  return {
    units: regionsOf(sheet, units),
    land: regionsOf(sheet, land),
    lakes: areaOf(sheet, lakes),
    coast: linesOf(sheet, coast),
    borders: linesOf(sheet, borders),
    frontiers: linesOf(sheet, frontiers),
    coarse: (coarse?.geometries ?? []).map((geometry) => ({
      inPlay: (geometry.properties as { inPlay?: boolean } | undefined)?.inPlay === true,
      area: areaOf(sheet, geometry as MultiPolygon),
    })),
    waters: feature(sheet, water).features.flatMap(({ properties, geometry }) =>
      geometry.type === 'MultiPoint'
        ? [{ ...properties, line: geometry.coordinates.map(([lon, lat]): [number, number] => [lon!, lat!]) }]
        : [],
    ),
  };
}

/** The rings of the regions in play, degrees. */
export function ringsOf({ units }: MapLayers): [number, number][][] {
  return units.flatMap(({ area }) =>
    area.geometry.coordinates.flatMap((polygon) =>
      polygon.map((ring) => ring.map(([lon, lat]): [number, number] => [lon!, lat!])),
    ),
  );
}

function regionsOf(sheet: Sheet, { geometries }: GeometryCollection<{ name: string }>): Region[] {
  const seen = new Set<string>();
  return geometries.map((geometry, i) => {
    const id = String(geometry.id ?? '');
    const code = id === '' || seen.has(id) ? `#${i}` : id;
    seen.add(code);
    return {
      code,
      name: (geometry.properties as { name?: string } | undefined)?.name ?? '',
      area: areaOf(sheet, geometry as MultiPolygon | Polygon),
    };
  });
}

function areaOf(sheet: Sheet, object: MultiPolygon | Polygon) {
  const many =
    object.type === 'Polygon' ? { ...object, type: 'MultiPolygon' as const, arcs: [object.arcs] } : object;
  return feature(sheet, many as MultiPolygon<Record<string, unknown>>);
}

function linesOf(sheet: Sheet, object: MultiLineString) {
  return feature(sheet, object as MultiLineString<Record<string, unknown>>);
}
