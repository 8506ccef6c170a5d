import type { QuizMap } from '../../shared/catalogue/quiz-map.ts';
import type { Quiz } from '../../shared/catalogue/quiz.ts';
import { grown, type Box } from './box.ts';
import { controlsBox, createInsideTest, placeControls, type ControlsPlace } from './controls-place.ts';
import type { MapCity, MapMode } from './city.ts';
import { nameCountries, roomyNames } from './country-names.ts';
import { createDotMaker, SVG_DOTS, type Dot } from './dots.ts';
import type { DotContext } from './dot.ts';
import { graticuleStep, insetStep } from './graticule.ts';
import { labelLimit } from './labels.ts';
import { layoutCityLabels, layoutWaterNames, type Page } from './label-layout.ts';
import type { MapView } from './map-view.svelte.ts';
import { createPlaceCache } from './place-cache.ts';
import { drawGraticule, drawLayers, drawMap, type DrawnLayers } from './outlines.ts';
import { scaleBar } from './scale-bar.ts';
import { geoPath } from 'd3';
import { createMapLayout, type InsetFrame, type MapLayout } from './map-layout.ts';
import { createTextMeasure, type TextMeasure } from './text-measure.ts';
import { frameTicks, type FrameTicks } from './ticks.ts';
import { layersOf, ringsOf } from './topology.ts';
import { FIT, toScreen, toSheet, type Point, type View } from './view.ts';
import { isWholeWorld } from './world-projection.ts';

/** Give getters: whatever is derived from one of them then does not wait on the others. */
export interface SceneInput {
  readonly quiz: Quiz;
  readonly topology: QuizMap | null;
  readonly cities: readonly MapCity[];
  readonly missed: readonly MapCity[];
  readonly mode: MapMode;
  readonly phone: boolean;
  readonly projector: boolean;
  /** How many there are to move the map with. */
  readonly buttons: number;
  /** Labelled before all others, in this order. */
  readonly first: readonly number[];
}

export interface InsetDrawing extends InsetFrame {
  layers: DrawnLayers;
  ticks: FrameTicks;
}

const NO_TICKS: FrameTicks = { top: [], bottom: [], left: [], right: [] };
/** Longest scale bar, px. */
const SCALE_PX = 150;

/** Everything that is drawn, derived from what is to be shown and where the sheet lies. */
export class Scene {
  #input: SceneInput;
  #view: MapView;
  /** Replaced when a face arrives: what was measured in its stead no longer holds. */
  #measure: TextMeasure = $state.raw()!;

  constructor(input: SceneInput, view: MapView, face: string) {
    this.#input = input;
    this.#view = view;
    this.#measure = createTextMeasure(face);
  }

  /** Measures anew whenever a face arrives, until the returned function is called. */
  watchFaces(faces: FontFaceSet, face: string): () => void {
    const remeasure = (): void => {
      this.#measure = createTextMeasure(face);
    };
    faces.addEventListener('loadingdone', remeasure);
    return () => faces.removeEventListener('loadingdone', remeasure);
  }

  #quiz = $derived.by(() => this.#input.quiz);
  #layers = $derived.by(() => layersOf(this.#input.topology));

  #rings = $derived.by(() => ringsOf(this.#layers));
  #corners = $derived.by(() => (isWholeWorld(this.#quiz) ? [] : this.#rings.flat()));

  layout: MapLayout | null = $derived.by(() => {
    const { size } = this.#view;
    return size.width > 0 && size.height > 0 ? createMapLayout(this.#quiz, size, this.#corners) : null;
  });

  drawn = $derived.by(() => {
    const { layout } = this;
    if (!layout) return null;
    const { type } = this.#quiz.projection;
    const hasEdge = type === 'equalEarth' || type === 'azimuthalEqualArea';
    return drawMap(layout, this.#layers, hasEdge && layout.sheet.turn === undefined);
  });

  insets: InsetDrawing[] = $derived.by(() =>
    (this.layout?.insets ?? []).map((inset) => ({
      ...inset,
      layers: drawLayers(geoPath(inset.projection).digits(1), layersOf(this.#input.topology, inset.id)),
      ticks: insetTicks(inset),
    })),
  );

  /** Degrees of latitude that the sheet shows at fit. */
  #span = $derived.by(() => {
    const { layout } = this;
    if (!layout) return 180;
    const { width, height } = layout.size;
    const [top, bottom] = [0, height].map((y) => layout.degreesAt([width / 2, y])?.[1]);
    return top === undefined || bottom === undefined ? 180 : Math.abs(top - bottom);
  });
  #step = $derived.by(() => graticuleStep(this.#quiz.kind, this.#span, this.#zoom));

  /**
   * Where the drawn turn of a sheet that repeats stands, px of the sheet: its first repetition in sight, and whether a second
   * is. Of a sheet that does not, at 0.
   */
  turns: { first: number; second: number | null } = $derived.by(() => {
    const { layout } = this;
    const { turn } = layout?.sheet ?? {};
    if (!layout || turn === undefined) return { first: 0, second: null };
    const { live } = this.#view;
    const left = toSheet(live, [0, 0]);
    const right = toSheet(live, [layout.size.width, 0]);
    const first = left[0] - layout.home(left)[0];
    const last = right[0] - layout.home(right)[0];
    return { first, second: last - first > turn / 2 ? first + turn : null };
  });

  graticule = $derived.by(() =>
    this.layout ? drawGraticule(this.layout, this.#view.settled, this.#step) : '',
  );

  ticks: FrameTicks = $derived.by(() => {
    const { layout } = this;
    const { live } = this.#view;
    if (!layout || this.#input.phone) return NO_TICKS;
    return frameTicks(layout.size.width, layout.size.height, this.#step, (at) =>
      layout.degreesAt(toSheet(live, at)),
    );
  });

  scale = $derived.by(() => {
    const { layout } = this;
    return layout
      ? scaleBar(layout.kmPerPixel(this.#view.settled), Math.min(SCALE_PX, layout.size.width / 3))
      : null;
  });

  /** Kept as long as the sheet is the same. */
  #place = $derived.by(() => {
    const { layout } = this;
    return createPlaceCache((lon, lat) => layout?.place(lon, lat) ?? null);
  });

  /** Of its own, so that a pan sizes no dot anew. */
  #zoom = $derived.by(() => this.#view.settled.k);
  #context: DotContext = $derived.by(() => {
    const { mode, phone, projector } = this.#input;
    return { zoom: this.#zoom, seats: mode === 'seats', phone, projector, kmPerPixel: this.#kmAtFit };
  });
  #kmAtFit = $derived.by(() => this.layout?.kmPerPixel(FIT) ?? 0);

  /** Largest first. */
  #foundMaker = $derived.by(() => createDotMaker(this.#place, this.#context));
  #missedMaker = $derived.by(() => createDotMaker(this.#place, this.#context, true));
  found: readonly Dot[] = $derived.by(() => this.#foundMaker.make(this.#input.cities));
  missed: readonly Dot[] = $derived.by(() => this.#missedMaker.make(this.#input.missed));

  /** Missed under found. */
  #all = $derived.by(() => (this.missed.length === 0 ? this.found : [...this.missed, ...this.found]));
  /** What the SVG draws: all while they are few, else nothing. */
  marks: readonly Dot[] = $derived.by(() => (this.#all.length <= SVG_DOTS ? this.#all : []));
  /** What the canvas paints. */
  painted: readonly Dot[] = $derived.by(() => (this.#all.length > SVG_DOTS ? this.#all : []));

  #page: Page | null = $derived.by(() => {
    const { layout } = this;
    if (!layout) return null;
    const view = this.#view.settled;
    return {
      layout,
      view,
      measure: this.#measure,
      controls: this.#controls(layout),
      insets: layout.insets.map((inset) => onScreen(inset, view)),
    };
  });

  waters = $derived.by(() => (this.#page ? layoutWaterNames(this.#page, this.#layers.waters) : []));

  /** Countries alone: the name of a region is often that of a city one has yet to name. */
  #countries = $derived.by(() =>
    this.layout && this.#quiz.breakdown === 'countries'
      ? nameCountries(this.#layers.units, this.layout.projection)
      : [],
  );
  #abroad = $derived.by(() => (this.layout ? nameCountries(this.#layers.land, this.layout.projection) : []));

  labelLayout = $derived.by(() => {
    const page = this.#page;
    if (!page) return { labels: [], countries: [] };
    const { phone, projector, first } = this.#input;
    const { k } = page.view;
    const named = k >= 2 ? [...this.#countries, ...this.#abroad] : phone ? [] : this.#abroad;
    const countries = roomyNames(named, page.view, this.#measure.label);
    return layoutCityLabels(page, this.found, this.waters, countries, {
      limit: labelLimit(phone, k),
      scale: projector ? 1.5 : 1,
      first,
    });
  });

  dotOf(id: number): Dot | undefined {
    return (
      this.found.findLast(({ city }) => city.id === id) ?? this.missed.find(({ city }) => city.id === id)
    );
  }

  /** Where the buttons cover nothing in play, as the map lies at fit. */
  controlsPlace: ControlsPlace = $derived.by(() => {
    const { layout } = this;
    const { phone, buttons } = this.#input;
    if (!layout) return { isTop: phone, isRow: false };
    const { turn } = layout.sheet;
    const rings = this.#rings.map((ring) =>
      ring.flatMap(([lon, lat]): Point[] => {
        const point = layout.projection([lon, lat]);
        return point ? [point] : [];
      }),
    );
    const isLand = createInsideTest(rings);
    return placeControls(
      buttons,
      phone,
      layout.size,
      layout.insets.map(({ box }) => box),
      turn === undefined ? isLand : (point) => isLand(layout.home(point)),
    );
  });

  /** Screen boxes of buttons and scale. */
  #controls({ size }: MapLayout): Box[] {
    const { phone, buttons } = this.#input;
    return [
      grown(controlsBox(this.controlsPlace, buttons, phone, size), 6),
      { x0: 0, y0: size.height - 44, x1: 20 + (this.scale?.width ?? 0) + 24, y1: size.height },
    ];
  }
}

/** Where an inset lies on screen. */
function onScreen({ box }: InsetFrame, view: View): Box {
  const [x0, y0] = toScreen(view, [box.x0, box.y0]);
  const [x1, y1] = toScreen(view, [box.x1, box.y1]);
  return { x0, y0, x1, y1 };
}

function insetTicks({ box, projection }: InsetFrame): FrameTicks {
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  const degrees = ([x, y]: Point): [number, number] | null =>
    projection.invert?.([x + box.x0, y + box.y0]) ?? null;
  const [top, bottom] = [0, height].map((y) => degrees([width / 2, y])?.[1] ?? 0);
  return frameTicks(width, height, insetStep(Math.abs(top! - bottom!)), degrees);
}
