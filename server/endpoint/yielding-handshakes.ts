import type { Limits } from '../../shared/limits.ts';
import type { GuessAdmission } from '../limits/guess-admission.ts';
import { HandshakeRefused, type Handshakes } from './handshake.ts';

/** Lets fewer in while the node has too much to do: whoever holds a seat comes back, others wait for those who play. */
export function createYieldingHandshakes(deps: {
  handshakes: Handshakes;
  overload: Pick<GuessAdmission, 'isOverloaded' | 'retryAfterMs'>;
  limits: Pick<Limits, 'handshakesUnderWay'>;
}): Handshakes {
  const { handshakes, overload, limits } = deps;
  let underWay = 0;
  const refused = (): HandshakeRefused => new HandshakeRefused('overloaded', overload.retryAfterMs());

  return {
    async admit(request, auth) {
      if (underWay >= limits.handshakesUnderWay) throw refused();
      underWay += 1;
      try {
        const admission = await handshakes.admit(request, auth);
        if (admission.rooms.length > 0 || !overload.isOverloaded()) return admission;
        handshakes.release(admission.counted);
        throw refused();
      } finally {
        underWay -= 1;
      }
    },
    release: (counted) => handshakes.release(counted),
  };
}
