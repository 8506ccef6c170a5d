import helmet from 'helmet';
import type { RequestHandler } from 'express';
import { isOwnOrigin } from '../identity/origin.ts';
import { sendProblem } from './problem.ts';

/**
 * Headers of every answer. Scripts, styles, fonts and pictures come from this site alone, nothing is inline, and nobody may
 * frame a page. `connect-src` names the sockets too: older Safari does not count them as `'self'`.
 */
export function securityHeaders(publicOrigin: string | null): RequestHandler {
  const https = publicOrigin?.startsWith('https:') ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'connect-src': ["'self'", (request) => socketSources(publicOrigin, request.headers.host)],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // On plain http, browsers ignore these and complain.
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}

function socketSources(publicOrigin: string | null, host: string | undefined): string {
  if (publicOrigin !== null) return publicOrigin.replace(/^http/, 'ws');
  // The header is the sender's: only what can be a host goes into the policy.
  return host !== undefined && /^[\w.:[\]-]{1,255}$/.test(host) ? `ws://${host} wss://${host}` : "'self'";
}

/** Refuses what another site's page sends to change something here. */
export function ownOriginOnly(publicOrigin: string | null): RequestHandler {
  return (request, response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads || isOwnOrigin(request.headers, publicOrigin)) next();
    else sendProblem(response, 'bad_origin');
  };
}
