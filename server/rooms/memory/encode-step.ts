import type { Step } from './steps.ts';

/** A step as the journal keeps it: JSON, by hand for guesses, of which there are a thousand to any other. */
export function encodeStep(step: Step): string {
  if (step[0] !== 'guess') return JSON.stringify(step);
  const [, roomId, playerId, { seatIndex, digest, seq, at, more, score, cityIds }] = step;
  if (score.population === undefined) return JSON.stringify(step);
  return (
    `["guess",${JSON.stringify(roomId)},${JSON.stringify(playerId)},{"seatIndex":${seatIndex},"digest":${digest},"seq":${seq},` +
    `"at":${at},"more":${more},"score":{"cities":${score.cities},"population":${score.population}},"cityIds":[${cityIds.join(',')}]}]`
  );
}
