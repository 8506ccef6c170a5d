import { throwOf, withSample, type Sample } from './inertia.ts';
import { pinchOf } from './pinch.ts';
import type { Point } from './view.ts';
import { wheelFactor } from './wheel.ts';

/** A pointer that moves further than this, px, drags and does not click. */
export const DRAG_PX = 4;
/** Two taps within this time and distance are a double tap. */
const DOUBLE_MS = 300;
const DOUBLE_PX = 30;

export interface GestureCallbacks {
  ondrag?(dx: number, dy: number): void;
  /** Two fingers: zoom by `factor` about `at`, px of the map. */
  onpinch?(factor: number, at: Point): void;
  /** A wheel or trackpad: the same, many times a second. */
  onwheel?(factor: number, at: Point): void;
  /** A double click or tap: the same, once. */
  ondouble?(factor: number, at: Point): void;
  /** A drag ended in full motion, px/ms. */
  onthrow?(velocity: Point): void;
  /** A press that was no drag. */
  onclick?(at: Point, touch: boolean): void;
  /** A mouse or pen over the map; null when it left. */
  onhover?(at: Point | null): void;
  /** A press, drag or pinch is over. */
  onend?(): void;
}

/** Listens to mouse, pen, fingers and wheel on an element, until stopped. */
export function createGestures(element: SVGSVGElement, callbacks: GestureCallbacks): { stop(): void } {
  const pointers = new Map<number, Point>();
  let start: Point = [0, 0];
  let dragged = false;
  let samples: readonly Sample[] = [];
  let tap: Sample | null = null;
  const abort = new AbortController();
  const on = <K extends keyof SVGElementEventMap>(
    type: K,
    listener: (event: SVGElementEventMap[K]) => void,
  ): void => element.addEventListener(type, listener, { signal: abort.signal, passive: false });
  const pointOf = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, pointOf(event));
    samples = [];
    if (pointers.size > 1) dragged = true;
    else {
      start = pointOf(event);
      dragged = false;
    }
  });
  on('pointermove', (event) => {
    const at = pointOf(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== 'touch') callbacks.onhover?.(at);
      return;
    }
    if (pointers.size === 1) {
      if (!dragged && Math.hypot(at[0] - start[0], at[1] - start[1]) <= DRAG_PX) return;
      dragged = true;
      samples = withSample(samples, { at, ms: event.timeStamp });
      callbacks.ondrag?.(at[0] - before[0], at[1] - before[1]);
      pointers.set(event.pointerId, at);
      return;
    }
    const pair = [...pointers.values()].slice(0, 2) as [Point, Point];
    pointers.set(event.pointerId, at);
    const moved = pinchOf(pair, [...pointers.values()].slice(0, 2) as [Point, Point]);
    callbacks.ondrag?.(moved.dx, moved.dy);
    callbacks.onpinch?.(moved.factor, moved.at);
  });
  const click = (event: PointerEvent): void => {
    const isTouch = event.pointerType === 'touch';
    const isSecond =
      tap !== null &&
      event.timeStamp - tap.ms < DOUBLE_MS &&
      Math.hypot(start[0] - tap.at[0], start[1] - tap.at[1]) < DOUBLE_PX;
    tap = isTouch && !isSecond ? { at: start, ms: event.timeStamp } : null;
    if (isTouch && isSecond) callbacks.ondouble?.(2, start);
    else callbacks.onclick?.(start, isTouch);
  };
  const end = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size > 0) return;
    if (event.type === 'pointerup') {
      const velocity = dragged ? throwOf(samples, event.timeStamp) : null;
      if (!dragged) click(event);
      else if (velocity) callbacks.onthrow?.(velocity);
    }
    callbacks.onend?.();
  };
  on('pointerup', end);
  on('pointercancel', end);
  on('pointerleave', () => {
    if (pointers.size === 0) callbacks.onhover?.(null);
  });
  on('wheel', (event) => {
    event.preventDefault();
    callbacks.onwheel?.(wheelFactor(event), pointOf(event));
  });
  // Focus stays where it is: in the field.
  on('mousedown', (event) => event.preventDefault());
  on('dblclick', (event) => {
    event.preventDefault();
    // Not every browser makes one of two taps: those are counted above.
    if ((event as Partial<PointerEvent>).pointerType !== 'touch' && tap === null)
      callbacks.ondouble?.(event.shiftKey ? 0.5 : 2, pointOf(event));
  });
  return { stop: () => abort.abort() };
}
