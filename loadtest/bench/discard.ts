import { CLIENT_CEILING, type Summary } from '../report/summary.ts';
import type { LoadShape, TargetProtocol } from '../worker/worker-protocol.ts';

/** The least share of an open loop's rate that has to be answered in the measured time. */
const LEAST_ANSWERED = 0.95;
/** The least share of answered guesses that has to be credited. */
const LEAST_CREDITED = 0.999;

/** Why a measurement is worth nothing, or undefined. What was refused, or not answered, was not judged and stored either. */
export function reasonToDiscard(
  summary: Summary,
  shape: LoadShape,
  protocol: TargetProtocol,
): string | undefined {
  const { clientCores, errors, answeredPerSecond, acceptedPerSecond, outcomes } = summary;
  if (clientCores > CLIENT_CEILING) return `the client used ${clientCores.toFixed(2)} of its core`;
  if (errors > 0) return `${errors} errors: ${JSON.stringify(outcomes)}`;
  if (shape.kind === 'open' && answeredPerSecond < shape.rate * LEAST_ANSWERED) {
    return `the server answered ${answeredPerSecond.toFixed(0)} of ${shape.rate} a second`;
  }
  const credited = protocol !== 'cityrace' || acceptedPerSecond > answeredPerSecond * LEAST_CREDITED;
  return credited ? undefined : `not every guess was credited: ${JSON.stringify(outcomes)}`;
}
