import type { Part } from '../part.ts';
import { baselinesPart, saturationBaselinesPart } from './baselines.ts';
import { fastPathPart } from './fast-path.ts';
import { joinPart } from './join.ts';
import { memoryPart } from './memory.ts';
import { overloadPart } from './overload.ts';
import { pagePart } from './page.ts';
import { ratioMemoryPart, ratioRedisPart } from './ratio.ts';
import { reconnectStormPart } from './reconnect-storm.ts';
import { saturationPart } from './saturation.ts';
import { findsPart, idleRoomsPart } from './scaling.ts';
import { twoNodesPart } from './two-nodes.ts';

/** Every part of the bench, in the order in which they run and stand in docs/performance.md. */
export const PARTS: readonly Part[] = [
  ratioRedisPart,
  ratioMemoryPart,
  baselinesPart,
  saturationBaselinesPart,
  saturationPart,
  fastPathPart,
  twoNodesPart,
  idleRoomsPart,
  findsPart,
  joinPart,
  memoryPart,
  reconnectStormPart,
  overloadPart,
  pagePart,
];
