import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { MediaQuery } from 'svelte/reactivity';
import { animate } from './animation.ts';
import { createDotMaker, dotsById, SVG_DOTS, type Dot } from './dots.ts';
import { FreshFinds } from './fresh-finds.svelte.ts';
import { createGestures } from './gestures.ts';
import { facing, turnBetween, type Turn } from './globe-turn.ts';
import { createGlobeIn, createGlobePlace, dragged, drawGlobe, turnTo } from './globe.ts';
import { createHitTest } from './hit.ts';
import { THROW_MS, throwDistance, thrownShare } from './inertia.ts';
import { keyMove } from './keys.ts';
import { labelLimit, placeLabels } from './labels.ts';
import type { MapProps } from './map-props.ts';
import { MapView } from './map-view.svelte.ts';
import { createTextMeasure } from './text-measure.ts';
import { layersOf } from './topology.ts';
import { clamp, type Point } from './view.ts';

const NONE: readonly never[] = [];
/** How near the globe comes, times its size at fit. */
const MOST_ZOOM = 12;
const TURN_MS = 700;
const ZOOM_MS = 200;
const WHEEL_MS = 120;
/** px between the globe and the edge of its box. */
const MARGIN = 10;
const EARTH_KM = 6371;

/** What a globe shows in play and how it turns: to each find, and by hand. Made while its component is. */
export class GlobeController {
  readonly fresh = new FreshFinds();
  /** Of the canvas only: a globe has no sheet that moves. */
  readonly view = new MapView();
  zoom = $state(1);
  isTurning = $state(false);

  #props: MapProps;
  #isStill = new MediaQuery('prefers-reduced-motion: reduce', false);
  #isWide = new MediaQuery('min-width: 768px', true);
  #turn: Turn = $state.raw([0, 0]);
  #hovered: number | null = $state(null);
  #cancel = (): void => undefined;
  #target: { turn: Turn; zoom: number } | null = null;
  #measure: ReturnType<typeof createTextMeasure>;

  phone = $derived.by(() => !this.#isWide.current);
  pointed: number | null = $derived.by(() => this.#props.highlighted ?? this.#hovered);

  radius = $derived.by(() => {
    const { width, height } = this.view.size;
    return Math.max(10, (Math.min(width, height) / 2 - MARGIN) * this.zoom);
  });
  #projection = $derived.by(() => createGlobeIn(this.view.size, this.#turn, this.radius));
  #layers = $derived.by(() => layersOf(this.#props.topology));
  /** While it turns, few points stand for many. */
  #moving = $derived.by(() => {
    const { coarse } = this.#layers;
    return coarse.length === 0
      ? this.#layers
      : {
          ...layersOf(null),
          units: coarse.map(({ area }, i) => ({ code: `#${i}`, name: '', area })),
        };
  });
  drawn = $derived.by(() => drawGlobe(this.#projection, this.isTurning ? this.#moving : this.#layers));

  #place = $derived.by(() => createGlobePlace(this.#projection, this.#turn));
  #context = $derived.by(() => ({
    zoom: this.zoom,
    seats: this.#props.mode === 'seats',
    phone: this.phone,
    projector: this.#props.projector ?? false,
    kmPerPixel: (EARTH_KM * this.zoom) / this.radius,
  }));
  #dotsOf(cities: MapProps['cities'], missed: boolean): Dot[] {
    const place = this.#place;
    const context = this.#context;
    const dots = createDotMaker(({ lon, lat }) => place(lon, lat), context, missed).make(cities);
    // The canvas and the SVG stand still: what the maker takes for the sheet is the screen.
    return dots.map((dot) => ({ ...dot, r: dot.r * context.zoom }));
  }
  #found = $derived.by(() => this.#dotsOf(this.#props.cities, false));
  #all = $derived.by(() => [...this.#dotsOf(this.#props.missed ?? NONE, true), ...this.#found]);
  marks = $derived.by(() => {
    if (this.#all.length <= SVG_DOTS) return this.#all;
    return NONE;
  });
  painted = $derived.by(() => (this.#all.length > SVG_DOTS ? this.#all : NONE));
  #byId = $derived.by(() => dotsById(this.#all));
  #hits = $derived.by(() => createHitTest(this.#all));

  freshMarks = $derived.by(() =>
    this.fresh.list.flatMap((find) => {
      const dot = this.#byId.get(find.id);
      return dot ? [{ find, dot }] : [];
    }),
  );
  pointedDot = $derived.by(() => (this.pointed === null ? null : (this.#byId.get(this.pointed) ?? null)));
  labels = $derived.by(() => {
    if (this.isTurning) return [];
    const { width, height } = this.view.size;
    const box = { x0: 5, y0: 5, x1: width - 5, y1: height - 5 };
    return placeLabels({
      dots: this.#found.map(({ city: { id, name, population }, x, y, r }) => ({
        id,
        name,
        population,
        x,
        y,
        r,
      })),
      first: [...this.fresh.list.slice(-3).map(({ id }) => id)].reverse(),
      bounds: box,
      obstacles: [
        this.phone
          ? { x0: width - 58, y0: 0, x1: width, y1: 110 }
          : { x0: width - 58, y0: height - 190, x1: width, y1: height },
      ],
      limit: labelLimit(this.phone, this.zoom),
      scale: this.#props.projector === true ? 1.5 : 1,
      measure: this.#measure.label,
    });
  });

  /**
   * @param props reactive, as `$props()` gives them
   * @param face the page's font family, to measure labels in
   */
  constructor(props: MapProps, face: string) {
    this.#props = props;
    this.#measure = createTextMeasure(face);
    this.#turn = untrack(() => turnTo(props.cities));
    this.fresh.follow(
      () => props.justFound ?? NONE,
      (added) => this.#face(added),
    );
    $effect(() => () => {
      this.#cancel();
      this.fresh.stop();
      this.view.stop();
    });
  }

  measured: Attachment<HTMLElement> = (node) => {
    const observer = new ResizeObserver(() => {
      this.view.size = { width: node.clientWidth, height: node.clientHeight };
    });
    observer.observe(node);
    return () => observer.disconnect();
  };

  driven: Attachment<SVGSVGElement> = (svg) =>
    untrack(() => {
      const gestures = createGestures(svg, {
        ondrag: (dx, dy) => {
          this.#hold();
          this.#drag(dx, dy);
        },
        onpinch: (factor) => {
          this.#hold();
          this.zoom = this.#clampZoom(this.zoom * factor);
        },
        onwheel: (factor) => this.#zoomBy(factor, WHEEL_MS),
        ondouble: (factor) => this.#zoomBy(factor, ZOOM_MS),
        onthrow: (velocity) => this.#throw(velocity),
        onhover: (at) => this.#hover(at ? this.#hitAt(at, 4) : null),
        onclick: (at, touch) => {
          const id = this.#hitAt(at, touch ? 16 : 5);
          if (id !== null) this.#props.onselect?.(id);
        },
        onend: () => {
          if (!this.#target) this.isTurning = false;
          this.#props.onrelease?.();
        },
      });
      return () => gestures.stop();
    });

  onkeydown = (event: KeyboardEvent): void => {
    const move = keyMove(event);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.type === 'pan') this.#go(dragged(this.#turn, move.dx, move.dy, this.radius), this.zoom, ZOOM_MS);
    else if (move.type === 'zoom') this.zoomBy(move.factor);
    else this.fit();
  };

  goTo = (id: number): void => {
    const city = this.#cityOf(id);
    if (city) this.#go(facing(city.lon, city.lat), Math.max(this.zoom, 2.5), TURN_MS);
  };
  fit = (): void => this.#go(this.#target?.turn ?? this.#turn, 1, TURN_MS / 2);
  zoomBy = (factor: number): void => this.#zoomBy(factor, ZOOM_MS);

  #cityOf(id: number): MapProps['cities'][number] | undefined {
    const { cities, missed = NONE } = this.#props;
    return cities.findLast((city) => city.id === id) ?? missed.find((city) => city.id === id);
  }

  #clampZoom = (zoom: number): number => clamp(zoom, 1, MOST_ZOOM);

  /** A hand on the globe ends a flight. */
  #hold(): void {
    this.#cancel();
    this.#target = null;
    this.isTurning = true;
  }

  #drag(dx: number, dy: number): void {
    this.#turn = dragged(this.#turn, dx, dy, this.radius);
  }

  #zoomBy(factor: number, ms: number): void {
    const { turn, zoom } = this.#target ?? { turn: this.#turn, zoom: this.zoom };
    this.#go(turn, this.#clampZoom(zoom * factor), ms);
  }

  #throw(velocity: Point): void {
    if (this.#isStill.current) return;
    const [dx, dy] = throwDistance(velocity);
    const start = this.#turn;
    const at = (share: number): Turn => dragged(start, dx * share, dy * share, this.radius);
    this.#run(THROW_MS, { turn: at(1), zoom: this.zoom }, (share) => {
      this.#turn = at(thrownShare(share));
    });
  }

  #go(turn: Turn, zoom: number, ms: number): void {
    const way = turnBetween(this.#turn, turn);
    const start = this.zoom;
    this.#run(ms, { turn, zoom }, (share) => {
      this.#turn = way(share);
      this.zoom = start * (zoom / start) ** share;
    });
  }

  #run(ms: number, target: { turn: Turn; zoom: number }, step: (share: number) => void): void {
    this.#hold();
    this.#target = target;
    this.#cancel = animate(this.#isStill.current ? 0 : ms, (share) => {
      step(share);
      if (share < 1) return;
      this.#target = null;
      this.isTurning = false;
    });
  }

  #hitAt([x, y]: Point, slack: number): number | null {
    return this.#hits.at([x, y], slack)?.city.id ?? null;
  }

  #hover(id: number | null): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#props.onhover?.(id);
  }

  /** Faces the newest find, unless motion is unwanted. */
  #face(added: readonly number[]): void {
    const newest = added.at(-1);
    const city = newest === undefined ? undefined : this.#cityOf(newest);
    if (city && !this.#isStill.current) this.#go(facing(city.lon, city.lat), this.zoom, TURN_MS);
  }
}
