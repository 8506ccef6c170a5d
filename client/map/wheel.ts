/** What of a wheel event decides. */
export interface WheelMove {
  deltaY: number;
  /** 0 px, 1 lines, 2 pages, as the DOM has them. */
  deltaMode: number;
  /** So browsers report two fingers that pinch on a trackpad. */
  ctrlKey: boolean;
}

/** px of a line and of a page. */
const UNITS = [1, 18, 400];
/** Doublings for each px: a notch of 100 px zooms by a quarter. */
const RATE = 0.0032;
/** Pinching fingers move few px. */
const PINCH_RATE = 0.012;
/** px that one event counts for at most. */
const MOST = 240;

/** The factor that a wheel event zooms by: distance decides, not how many events report it. */
export function wheelFactor({ deltaY, deltaMode, ctrlKey }: WheelMove): number {
  const px = deltaY * (UNITS[deltaMode] ?? 1);
  return 2 ** (-Math.max(-MOST, Math.min(MOST, px)) * (ctrlKey ? PINCH_RATE : RATE));
}
