import type { GeometryCollection, MultiLineString, MultiPolygon, Topology } from 'topojson-specification';

/** `id`: the code of a {@link QuizRegion} for units, of a country or admin-1 unit for land. */
export interface OutlineProperties {
  name: string;
}

export interface WaterProperties {
  name: string;
  /** 1 oceans, 2 seas, 3 gulfs, straits and large lakes, 4 the rest. */
  rank: 1 | 2 | 3 | 4;
}

/**
 * The outlines of one sheet, as TopoJSON in degrees. Longitudes run on past 180 rather than jump. Polygons are wound for
 * d3-geo. Everything is cut to a rectangle around the frame, wide enough for sheets of 2.1 to 1 down to 0.65 to 1;
 * lines do not follow that cut. All that is no land is water.
 */
export interface Sheet extends Topology {
  objects: {
    /** In play: regions of a country, countries of a continent, or one outline where regions would be too small. */
    units: GeometryCollection<OutlineProperties>;
    /** The land outside play. */
    land: GeometryCollection<OutlineProperties>;
    /** To be drawn over units and land, in the colour of water. */
    lakes: MultiPolygon;
    /** Where land meets the sea, in play and outside. */
    coast: MultiLineString;
    /** Between units in play. */
    borders: MultiLineString;
    /** Between countries, where one side at least is outside play. */
    frontiers: MultiLineString;
    /** Units and land as two outlines of few points, to draw while the map moves. Only on large sheets. */
    coarse?: GeometryCollection<{ inPlay: boolean }>;
    /** Each two points: the ends of a line over the water to write along, its beginning first. */
    water: GeometryCollection<WaterProperties>;
  };
}

/** A quiz's map: the main sheet, and one for each inset by its id. */
export interface QuizMap extends Sheet {
  insets?: Record<string, Sheet>;
}
