import type { RequestHandler, Response } from 'express';
import { addressKey, clientAddress, trustOf } from '../identity/address.ts';
import type { HttpDeps } from './deps.ts';
import { sendProblem } from './problem.ts';

export interface Rates {
  /** Counts a request to the API against its address. */
  readonly perAddress: RequestHandler;
  /** Counts one use of `name` by `who`; answers `rate_limited` itself, and false, when there were too many. */
  spend(response: Response, name: string, who: string, limit: number, windowMs: number): Promise<boolean>;
  /** What counters of the request's address are kept under. */
  addressOf(request: Parameters<RequestHandler>[0]): string;
}

/** The quotas of identities and addresses, in the words of HTTP. */
export function createRates({ config, quotas }: Pick<HttpDeps, 'config' | 'quotas'>): Rates {
  const trust = trustOf(config.trustProxy);
  const addressOf: Rates['addressOf'] = (request) => addressKey(clientAddress(request, trust));
  const spend: Rates['spend'] = async (response, name, who, limit, windowMs) => {
    const waitMs = await quotas.spend(`${name}:${who}`, limit, windowMs);
    if (waitMs === undefined) return true;
    sendProblem(response, 'rate_limited', waitMs);
    return false;
  };
  return {
    addressOf,
    spend,
    async perAddress(request, response, next) {
      const { httpPerMinuteAddress } = config.limits;
      if (await spend(response, 'http', addressOf(request), httpPerMinuteAddress, 60_000)) next();
    },
  };
}
