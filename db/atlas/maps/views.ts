import type { BareSpec } from './frame.ts';
import type { Point } from './geometry.ts';

/** A sheet that is framed by hand instead of by its places. */
export interface View {
  spec: BareSpec;
  /** Points that the frame just holds, degrees. */
  frame: Point[];
  /** Not cut: the whole world. */
  whole?: boolean;
}

/** By slug. The world turns by 11° so that its edge runs through the Bering Strait and cuts no land with cities. */
export const VIEWS: Readonly<Record<string, View>> = {
  world: {
    spec: { type: 'equalEarth', rotate: [-11, 0, 0] },
    frame: [
      [-168.9, 0],
      [190.9, 0],
      [11, 80],
      [11, -56],
    ],
    whole: true,
  },
  europe: {
    spec: { type: 'conicConformal', rotate: [-15, 0, 0], parallels: [40, 60] },
    frame: [
      [-24.2, 64.5],
      [-9.6, 37],
      [25, 34.6],
      [25.7, 71.4],
      [51, 46.3],
      [57.5, 52],
    ],
  },
  africa: {
    spec: { type: 'azimuthalEqualArea', rotate: [-18, 0, 0] },
    frame: [
      [-25.5, 15],
      [10, 37.6],
      [57.8, -20],
      [20, -35],
    ],
  },
  asia: {
    spec: { type: 'azimuthalEqualArea', rotate: [-95, -30, 0] },
    frame: [
      [26, 39],
      [100, 73],
      [140.8, -9.2],
      [150, 60],
      [146, 43.5],
      [170, 65],
      [120, -11],
    ],
  },
  'north-america': {
    spec: { type: 'azimuthalEqualArea', rotate: [95, -40, 0] },
    frame: [
      [-166, 60],
      [-80, 7],
      [-52.6, 47.5],
      [-90, 74.5],
      [-22, 70],
      [-59.4, 13],
    ],
  },
  'south-america': {
    spec: { type: 'azimuthalEqualArea', rotate: [60, 20, 0] },
    frame: [
      [-81.5, -4.5],
      [-34.7, -7.5],
      [-72, 12.6],
      [-68, -55.2],
    ],
  },
  oceania: {
    spec: { type: 'equalEarth', rotate: [-165, 0, 0] },
    frame: [
      [113, -25],
      [170, -47],
      [-134.5, -23],
      [145.8, 15.5],
      [-155, 22.5],
      [130.5, -1],
    ],
  },
  russia: {
    spec: { type: 'conicEqualArea', rotate: [-100, 0, 0], parallels: [50, 70] },
    frame: [
      [19.8, 54.6],
      [37, 44],
      [47.5, 41.3],
      [131.9, 42.6],
      [158.6, 52],
      [-173, 64.5],
      [100, 77],
      [60, 70],
    ],
  },
};
