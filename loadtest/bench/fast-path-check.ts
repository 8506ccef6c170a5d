import { expectedPieces } from './fast-path-variants.ts';

/**
 * What a server's `/metrics` says about its fast path against the `FAST_PATH` it was started with: a line for people that
 * names every piece that is not as it was asked for, or is not mentioned; undefined when all are.
 */
export function fastPathFault(
  metrics: string,
  variant: string,
  store: 'memory' | 'redis',
): string | undefined {
  const live = new Map<string, boolean>();
  for (const [, piece, value] of metrics.matchAll(/^cityrace_fast_path\{piece="(\w+)"\} ([01])$/gm))
    live.set(piece!, value === '1');
  const faults: string[] = [];
  for (const [piece, isWanted] of expectedPieces(variant, store)) {
    const isLive = live.get(piece);
    if (isLive !== isWanted)
      faults.push(`${piece} is ${isLive === undefined ? 'unknown' : isLive ? 'on' : 'off'}`);
  }
  return faults.length === 0
    ? undefined
    : `the server does not obey FAST_PATH=${variant}: ${faults.join(', ')}`;
}
