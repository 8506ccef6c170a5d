import { eachMember } from '../../../shared/catalogue/membership.ts';
import type { Box, Inset, ProjectionSpec } from '../../../shared/catalogue/quiz.ts';
import type { QuizMap, Sheet } from '../../../shared/catalogue/quiz-map.ts';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import type { Definition } from '../catalogue/definitions.ts';
import { chooseProjection, fitFrame, frameBounds, frameOf } from './frame.ts';
import type { Point, Ring } from './geometry.ts';
import { emptiestCorner } from './corner.ts';
import { FAR_OUT, INSETS, isIn } from './insets.ts';
import { readLakes, readUnits, type Piece } from './outlines.ts';
import { createPlane } from './plane.ts';
import { placeUnits, type PlacedUnit } from './regions.ts';
import { createRoles } from './roles.ts';
import { buildSheet, type Detail, type Role } from './sheet.ts';
import { loadTopologyTools, type TopologyTools } from './topology-tools.ts';
import { VIEWS } from './views.ts';
import { WATER_NAMES } from './waters.ts';

export interface DrawnQuiz {
  projection: ProjectionSpec;
  insets: Inset[];
  map: QuizMap;
}

/** @param folder the node_modules of the sources package */
export function createCartographer(folder: string, gazetteer: Gazetteer) {
  const tools = loadTopologyTools(folder);
  const units = placeUnits(readUnits(folder), gazetteer);
  const lakes = readLakes(folder);
  return {
    /** Chooses the frame of a quiz and draws its outlines. */
    draw(definition: Definition, members: Members): DrawnQuiz {
      const { slug } = definition;
      const places = placesOf(gazetteer, members);
      const roleOf = createRoles(definition, members, gazetteer, units);
      const draw = createDrawing({ tools, units, lakes, roleOf, places });
      const land = landInPlay(units, roleOf);
      const groups = INSETS[slug] ?? [];
      const away = [...groups.map(({ box }) => box), ...(FAR_OUT[slug] ?? [])];
      const isMain = ([lon, lat]: Point): boolean => !away.some((box) => isIn(box, lon, lat));
      const main = places.filter(isMain);
      const view = VIEWS[slug];
      const projection =
        view === undefined
          ? fitFrame(
              chooseProjection(main),
              main,
              land.filter((ring) => ring.every(isMain)),
            )
          : frameOf(view.spec, view.frame);
      const insets: Inset[] = [];
      const sheets: Record<string, Sheet> = {};
      for (const { id, name, box } of groups) {
        const inside = places.filter(([lon, lat]) => isIn(box, lon, lat));
        if (inside.length === 0) continue;
        const ground = land.filter((ring) => ring.some(([lon, lat]) => isIn(box, lon, lat)));
        // An inset shows its islands whole, however few places there are.
        const shown = [...inside, ...ground.flat().filter(([lon, lat]) => isIn(box, lon, lat))];
        const spec = fitFrame(chooseProjection(shown), shown, []);
        insets.push(insetOf(id, name, box, spec, emptiestCorner(projection, main)));
        sheets[id] = draw(spec, INSET_DETAIL);
      }
      return {
        projection,
        insets,
        map: {
          ...draw(projection, definition.country === undefined ? WIDE_DETAIL : DETAIL, view?.whole),
          ...(insets.length === 0 ? {} : { insets: sheets }),
        },
      };
    },
  };
}

interface Ground {
  tools: TopologyTools;
  units: readonly PlacedUnit[];
  lakes: readonly Piece[];
  roleOf: (unit: PlacedUnit) => Role;
  places: readonly Point[];
}

const createDrawing =
  ({ tools, ...ground }: Ground) =>
  (spec: ProjectionSpec, detail: Detail, whole = false): Sheet =>
    buildSheet(tools, { ...ground, detail, waters: WATER_NAMES, plane: createPlane(spec, whole) });

/** Points of a country's sheet: some 40 KB gzipped. */
const DETAIL: Detail = { minArea: 1, maxPoints: 7_600 };
/** The world and the continents are drawn at the same size, and are more. */
const WIDE_DETAIL: Detail = { minArea: 1, maxPoints: 22_000 };
/** Insets are drawn some 200 px wide. */
const INSET_DETAIL: Detail = { minArea: 8, maxPoints: 1_500 };

function placesOf(gazetteer: Gazetteer, members: Members): Point[] {
  const places: Point[] = [];
  eachMember(members, (row) => places.push([gazetteer.lons[row]!, gazetteer.lats[row]!]));
  return places;
}

/** The exteriors of the outlines in play. */
function landInPlay(units: readonly PlacedUnit[], roleOf: (unit: PlacedUnit) => Role): Ring[] {
  const rings: Ring[] = [];
  for (const unit of units) {
    if (roleOf(unit).object !== 'units') continue;
    for (const { polygon } of unit.pieces) rings.push(polygon[0]!);
  }
  return rings;
}

function insetOf(
  id: string,
  name: string,
  box: Box,
  projection: ProjectionSpec,
  corner: Inset['corner'],
): Inset {
  const [left, top, right, bottom] = frameBounds(projection);
  const aspect = Math.round(((right - left) / (bottom - top)) * 1_000) / 1_000;
  return { id, name, projection, box, aspect, corner };
}
