import { animate } from './animation.ts';
import { flightPath } from './flight.ts';
import { createPanZoom, type PanZoom, type PanZoomCallbacks } from './pan-zoom.ts';
import { FIT, MAX_ZOOM, viewOn, zoomAt, type Point, type Size, type View } from './view.ts';

/** Moves the map on request, smoothly unless motion is unwanted. Requests before {@link Driver.start} are lost. */
export interface Driver {
  start(svg: SVGSVGElement, viewport: SVGGElement, size: () => Size, callbacks: PanZoomCallbacks): () => void;
  /** A point of the sheet comes to the middle, at least this close. */
  goTo(point: Point, least: number): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  fit(): void;
  /** At once: the sheet was drawn anew for another size. */
  resize(view: View): void;
}

const ZOOM_MS = 200;
const FLIGHT_MS = 700;

/** @param isStill whether the person asked for reduced motion */
export function createDriver(isStill: () => boolean): Driver {
  let panZoom: PanZoom | null = null;
  let sizeNow: () => Size = () => ({ width: 0, height: 0 });
  /** Where the last request is going: the next one starts from there, so that quick presses add up. */
  let target: View | null = null;
  let cancel = (): void => undefined;

  const move = (to: View, ms: number): void => {
    if (!panZoom) return;
    cancel();
    target = to;
    const path = flightPath(panZoom.view(), to, sizeNow());
    cancel = animate(isStill() ? 0 : ms, (share) => {
      panZoom?.set(path(share));
      if (share >= 1) target = null;
    });
  };
  const from = (): View => target ?? panZoom?.view() ?? FIT;

  return {
    start(svg, viewport, size, callbacks) {
      sizeNow = size;
      const stopFlight = (): void => {
        cancel();
        target = null;
      };
      const started = createPanZoom(svg, viewport, size, callbacks);
      panZoom = started;
      // A hand on the map ends a flight.
      svg.addEventListener('pointerdown', stopFlight);
      svg.addEventListener('wheel', stopFlight, { passive: true });
      return () => {
        stopFlight();
        svg.removeEventListener('pointerdown', stopFlight);
        svg.removeEventListener('wheel', stopFlight);
        started.stop();
        panZoom = null;
      };
    },
    goTo: (point, least) =>
      move(viewOn(point, Math.min(MAX_ZOOM, Math.max(least, from().k)), sizeNow()), FLIGHT_MS),
    zoomBy(factor) {
      const size = sizeNow();
      move(zoomAt(from(), factor, [size.width / 2, size.height / 2], size), ZOOM_MS);
    },
    panBy(dx, dy) {
      const { k, x, y } = from();
      move({ k, x: x + dx, y: y + dy }, ZOOM_MS / 2);
    },
    fit: () => move(FIT, FLIGHT_MS / 2),
    resize(view) {
      cancel();
      target = null;
      panZoom?.resize(view);
    },
  };
}
