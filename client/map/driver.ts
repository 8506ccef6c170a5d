import { animate } from './animation.ts';
import { flightPath } from './flight.ts';
import { THROW_MS, throwDistance, thrownShare } from './inertia.ts';
import { createPanZoom, type PanZoom, type PanZoomCallbacks } from './pan-zoom.ts';
import {
  clampView,
  clampZoom,
  FIT,
  nearest,
  viewOn,
  zoomAt,
  type Point,
  type Sheet,
  type View,
} from './view.ts';

/** Moves the map on request, smoothly unless motion is unwanted. Requests before {@link Driver.start} are lost. */
export interface Driver {
  start(
    svg: SVGSVGElement,
    viewport: SVGGElement,
    sheet: () => Sheet,
    callbacks: PanZoomCallbacks,
  ): () => void;
  /** A point of the sheet comes to the middle, at least this close. */
  goTo(point: Point, least: number): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  fit(): void;
  /** At once: the sheet was drawn anew for another size. */
  resize(view: View): void;
}

const ZOOM_MS = 200;
/** A wheel turns in steps: each is spread over a few frames. */
const WHEEL_MS = 120;
const FLIGHT_MS = 700;

/** @param isStill whether the person asked for reduced motion */
export function createDriver(isStill: () => boolean): Driver {
  let panZoom: PanZoom | null = null;
  let sheetNow: () => Sheet = () => ({ width: 0, height: 0 });
  /** Where the last request is going: the next one starts from there, so that quick presses add up. */
  let target: View | null = null;
  let cancel = (): void => undefined;

  const follow = (to: View, ms: number, path: (share: number) => View, isEased = true): void => {
    cancel();
    target = to;
    cancel = animate(
      isStill() ? 0 : ms,
      (share) => {
        panZoom?.set(share >= 1 ? to : path(share));
        if (share >= 1) target = null;
      },
      isEased,
    );
  };
  const move = (to: View, ms: number): void => {
    if (panZoom) follow(to, ms, flightPath(panZoom.view(), to, sheetNow()));
  };
  /** What is under `at` stays there all the way. */
  const zoom = (factor: number, at: Point, ms: number): void => {
    if (!panZoom) return;
    const start = panZoom.view();
    const to = zoomAt(start, clampZoom(from().k * factor, sheetNow()) / start.k, at, sheetNow());
    follow(to, ms, (share) => zoomAt(start, (to.k / start.k) ** share, at, sheetNow()));
  };
  const fling = (velocity: Point): void => {
    if (!panZoom || isStill()) return;
    const { k, x, y } = panZoom.view();
    const [dx, dy] = throwDistance(velocity);
    follow(
      clampView({ k, x: x + dx, y: y + dy }, sheetNow()),
      THROW_MS,
      (share) => ({ k, x: x + dx * thrownShare(share), y: y + dy * thrownShare(share) }),
      false,
    );
  };
  const from = (): View => target ?? panZoom?.view() ?? FIT;

  return {
    start(svg, viewport, sheet, callbacks) {
      sheetNow = sheet;
      const stopFlight = (): void => {
        cancel();
        target = null;
      };
      const started = createPanZoom(svg, viewport, sheet, {
        ...callbacks,
        onwheel: (factor, at) => zoom(factor, at, WHEEL_MS),
        ondouble: (factor, at) => zoom(factor, at, ZOOM_MS),
        onthrow: fling,
      });
      panZoom = started;
      // A hand on the map ends a flight.
      svg.addEventListener('pointerdown', stopFlight);
      return () => {
        stopFlight();
        svg.removeEventListener('pointerdown', stopFlight);
        started.stop();
        panZoom = null;
      };
    },
    goTo(point, least) {
      const sheet = sheetNow();
      const k = clampZoom(Math.max(least, from().k), sheet);
      move(viewOn(nearest(point, from(), sheet), k, sheet), FLIGHT_MS);
    },
    zoomBy(factor) {
      const { width, height } = sheetNow();
      zoom(factor, [width / 2, height / 2], ZOOM_MS);
    },
    panBy(dx, dy) {
      const { k, x, y } = from();
      move({ k, x: x + dx, y: y + dy }, ZOOM_MS / 2);
    },
    fit() {
      const { width, height, ...sheet } = sheetNow();
      // On a sheet that repeats, not all the way back round the earth.
      const middle = nearest([width / 2, height / 2], from(), { width, height, ...sheet })[0];
      move({ k: 1, x: width / 2 - middle, y: 0 }, FLIGHT_MS / 2);
    },
    resize(view) {
      cancel();
      target = null;
      panZoom?.resize(view);
    },
  };
}
