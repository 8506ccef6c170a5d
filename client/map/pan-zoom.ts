import svgPanZoom from 'svg-pan-zoom';
import { createGestures, type GestureCallbacks } from './gestures.ts';
import { clampView, FIT, MAX_ZOOM, zoomAt, type Sheet, type View } from './view.ts';

export interface PanZoomCallbacks extends GestureCallbacks {
  /** The sheet was moved, at most once a frame. */
  onmove(view: View): void;
}

/** What moves the sheet. The library owns the transform; every gesture and key ends in {@link PanZoom.set}. */
export interface PanZoom {
  view(): View;
  /** Moves the sheet, kept within its edges. */
  set(view: View): void;
  /** The map's box changed: call with the view that the new sheet starts from. */
  resize(view: View): void;
  stop(): void;
}

/** SVG matrices are of single precision: a zoom of 1 comes back as 0.99999998. */
function exact(zoom: number): number {
  return Math.round(zoom * 1e5) / 1e5;
}

/** Starts panning and zooming. The map must have a size: started at 0 × 0 the library computes NaN for good. */
export function createPanZoom(
  svg: SVGSVGElement,
  viewport: SVGGElement,
  sheet: () => Sheet,
  callbacks: PanZoomCallbacks,
): PanZoom {
  // Set before the library looks, or it writes a style attribute, which a strict content policy refuses.
  svg.style.overflow = 'hidden';
  let running = true;
  const library = svgPanZoom(svg, {
    viewportSelector: viewport,
    fit: false,
    center: false,
    // The sheet's own limit may be nearer, and holds.
    minZoom: 0.05,
    maxZoom: MAX_ZOOM,
    mouseWheelZoomEnabled: false,
    dblClickZoomEnabled: false,
    beforePan: (_, { x, y }) => {
      const { x: panX, y: panY } = clampView({ k: library.getZoom(), x, y }, sheet());
      return { x: panX, y: panY };
    },
    onUpdatedCTM: ({ a, e, f }) => {
      if (running) callbacks.onmove({ k: exact(a), x: e, y: f });
    },
    // Its handlers give way to our own: one path for mouse, pen, finger, two fingers and wheel.
    customEventsHandler: {
      haltEventListeners: [
        'mousedown',
        'mouseup',
        'mousemove',
        'mouseleave',
        'touchstart',
        'touchend',
        'touchmove',
        'touchleave',
        'touchcancel',
      ],
      init: () => undefined,
      destroy: () => undefined,
    },
  });

  const view = (): View => {
    const { x, y } = library.getPan();
    return { k: exact(library.getZoom()), x, y };
  };
  const set = (to: View): void => {
    const next = clampView(to, sheet());
    if (next.k !== exact(library.getZoom())) library.zoom(next.k);
    library.pan({ x: next.x, y: next.y });
  };
  const gestures = createGestures(svg, {
    ...callbacks,
    ondrag: (dx, dy) => {
      library.panBy({ x: dx, y: dy });
      callbacks.ondrag?.(dx, dy);
    },
    onpinch: (factor, at) => set(zoomAt(view(), factor, at, sheet())),
  });

  return {
    view,
    set,
    resize(to) {
      // The library takes where it stands for its new origin, and counts every later zoom from there.
      set(FIT);
      library.resize();
      set(to);
    },
    stop() {
      running = false;
      gestures.stop();
      library.destroy();
      // The library leaves its transform behind.
      viewport.style.transform = '';
      viewport.setAttribute('transform', `translate(${FIT.x},${FIT.y})`);
    },
  };
}
