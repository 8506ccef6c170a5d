import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { MediaQuery } from 'svelte/reactivity';
import { chevronFor } from './chevron.ts';
import type { Dot } from './dots.ts';
import { createDriver } from './driver.ts';
import { FreshFinds } from './fresh-finds.svelte.ts';
import { createHitTest } from './hit.ts';
import { keyMove } from './keys.ts';
import type { MapProps } from './map-props.ts';
import type { MapLayout } from './map-layout.ts';
import { MapView } from './map-view.svelte.ts';
import { Scene, type SceneInput } from './scene.svelte.ts';
import { FIT, nearest, toScreen, toSheet, viewOn, type Point, type Sheet } from './view.ts';

const NONE: readonly never[] = [];

/** What a map shows and how it moves, from its input and what a person does on it. Made while its component is. */
export class MapController {
  readonly view = new MapView();
  readonly fresh = new FreshFinds();
  readonly scene: Scene;

  #props: MapProps;
  #isStill = new MediaQuery('prefers-reduced-motion: reduce', false);
  #isWide = new MediaQuery('min-width: 768px', true);
  #driver = createDriver(() => this.#isStill.current);
  #hovered: number | null = $state(null);
  #box: Point = $state.raw([0, 0]);

  phone = $derived.by(() => !this.#isWide.current);
  /** The city pointed at, here or in the list. */
  pointed: number | null = $derived.by(() => this.#props.highlighted ?? this.#hovered);
  /** The newest finds, then what is pointed at: these are labelled whatever else is. */
  #first = $derived.by(() => [
    ...this.fresh.list
      .slice(-3)
      .map(({ id }) => id)
      .reverse(),
    ...(this.pointed === null ? [] : [this.pointed]),
  ]);
  freshMarks = $derived.by(() =>
    this.fresh.list.flatMap((find) => {
      const dot = this.scene.dotOf(find.id);
      return dot ? [{ find, dot: this.#near(dot) }] : [];
    }),
  );
  /** The dot that is pointed at. */
  pointedDot: Dot | null = $derived.by(() => {
    const dot = this.pointed === null ? undefined : this.scene.dotOf(this.pointed);
    return dot ? this.#near(dot) : null;
  });
  /** To the fresh finds beyond the edges. */
  chevrons = $derived.by(() =>
    this.freshMarks.flatMap(({ dot }) => {
      const { live, size } = this.view;
      const chevron = chevronFor(toScreen(live, [dot.x, dot.y]), size, this.phone ? 26 : 24);
      return chevron ? [{ id: dot.city.id, name: dot.city.name, chevron }] : [];
    }),
  );
  #hits = $derived.by(() => createHitTest([...this.scene.missed, ...this.scene.found]));

  /**
   * @param props reactive, as `$props()` gives them
   * @param face the page's font family, to measure labels in
   */
  constructor(props: MapProps, face: string) {
    this.#props = props;
    this.scene = new Scene(this.#sceneInput(), this.view, face);
    $effect(() => {
      this.view.size = { width: this.#box[0], height: this.#box[1] };
    });
    this.fresh.follow(() => props.justFound ?? NONE);
    this.#followLayout();
    $effect(() => () => {
      this.view.stop();
      this.fresh.stop();
    });
  }

  /** Keeps the map's box as large as the element. */
  measured: Attachment<HTMLElement> = (node) => {
    const observer = new ResizeObserver(() => {
      this.#box = [node.clientWidth, node.clientHeight];
    });
    observer.observe(node);
    return () => observer.disconnect();
  };

  /** Pans and zooms `.viewport` in the element, and tells what is pointed at and picked. */
  driven: Attachment<SVGSVGElement> = (svg) =>
    untrack(() =>
      this.#driver.start(svg, svg.querySelector<SVGGElement>(':scope > .viewport')!, () => this.#sheet, {
        onmove: (next) => this.view.move(next),
        onhover: (at) => this.#hover(at ? this.#hitAt(at, 4) : null),
        onclick: (at, touch) => {
          const id = this.#hitAt(at, touch ? 16 : 5);
          if (id !== null) this.#props.onselect?.(id);
        },
        onend: () => this.#props.onrelease?.(),
      }),
    );

  onkeydown = (event: KeyboardEvent): void => {
    const move = keyMove(event);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.type === 'pan') this.#driver.panBy(move.dx, move.dy);
    else if (move.type === 'zoom') this.zoomBy(move.factor);
    else this.fit();
  };

  /** Brings a city that is shown to the middle, close enough to tell it from its neighbours. */
  goTo = (id: number): void => {
    const dot = this.scene.dotOf(id);
    if (dot) this.#driver.goTo([dot.x, dot.y], 4);
  };
  fit = (): void => this.#driver.fit();
  zoomBy = (factor: number): void => this.#driver.zoomBy(factor);

  get #sheet(): Sheet {
    return this.scene.layout?.sheet ?? this.view.size;
  }

  /** Of a sheet that repeats, the repetition of a dot that is in sight, or nearest to it. */
  #near(dot: Dot): Dot {
    const [x] = nearest([dot.x, dot.y], this.view.live, this.#sheet);
    return x === dot.x ? dot : { ...dot, x };
  }

  #hitAt(at: Point, slack: number): number | null {
    const { live } = this.view;
    const point = toSheet(live, at);
    return this.#hits.at(this.scene.layout?.home(point) ?? point, slack / live.k)?.city.id ?? null;
  }

  #hover(id: number | null): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#props.onhover?.(id);
  }

  /** Another size or quiz is another layout: what was in the middle stays there. */
  #followLayout(): void {
    let previous: MapLayout | null = null;
    $effect(() => {
      const { layout } = this.scene;
      untrack(() => {
        const { live, size } = this.view;
        const middle = previous?.degreesAt(
          toSheet(live, [previous.size.width / 2, previous.size.height / 2]),
        );
        const isMoved = live.k > 1 || live.k < 1 || live.x !== 0 || live.y !== 0;
        const at = isMoved && middle ? layout?.place(middle[0], middle[1]) : null;
        previous = layout;
        const next = at ? viewOn(at, live.k, layout?.sheet ?? size) : FIT;
        this.view.reset(next);
        this.#driver.resize(next);
      });
    });
  }

  /** Getters: what is derived from one of them does not wait on the others. */
  #sceneInput(): SceneInput {
    const props = this.#props;
    const phone = () => this.phone;
    const first = () => this.#first;
    return {
      get quiz() {
        return props.quiz;
      },
      get topology() {
        return props.topology;
      },
      get cities() {
        return props.cities;
      },
      get missed() {
        return props.missed ?? NONE;
      },
      get mode() {
        return props.mode ?? 'plain';
      },
      get buttons() {
        return (phone() ? 1 : 3) + (props.onreshape ? 1 : 0);
      },
      get projector() {
        return props.projector ?? false;
      },
      get phone() {
        return phone();
      },
      get first() {
        return first();
      },
    };
  }
}
