import { createHash, timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import type { HttpDeps } from './deps.ts';
import { sendProblem } from './problem.ts';
import type { Rates } from './rates.ts';

type HealthDeps = Pick<HttpDeps, 'config' | 'metrics' | 'store' | 'database' | 'isDraining'>;

/** Headers by which a proxy says that the request came from elsewhere. */
const PROXY_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;

/** `GET /livez`, `GET /readyz` and `GET /metrics`: for balancers, releases and watching. */
export function healthRoutes(deps: HealthDeps, rates: Rates): Router {
  const router = Router();

  router.get('/livez', (_request, response) => {
    const draining = deps.isDraining();
    response
      .status(draining ? 503 : 200)
      .set('Cache-Control', 'no-store')
      .json({ draining });
  });

  router.get('/readyz', async (_request, response) => {
    const [redis, postgres] = await Promise.all([roomState(deps), deps.database.state()]);
    const ready = redis !== 'down' && postgres !== 'down';
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ redis, postgres });
  });

  router.get('/metrics', async (request, response) => {
    if (!isLocal(request)) {
      const { adminPassword, limits } = deps.config;
      const address = rates.addressOf(request);
      if (!(await rates.spend(response, 'metrics', address, limits.httpPerMinuteAddress, 60_000))) return;
      if (adminPassword === null || !isOperator(request.headers.authorization, adminPassword)) {
        if (adminPassword !== null)
          response.set('WWW-Authenticate', 'Basic realm="cityrace", charset="UTF-8"');
        sendProblem(response, 'not_allowed');
        return;
      }
    }
    response.set({ 'Content-Type': deps.metrics.contentType, 'Cache-Control': 'no-store' });
    response.end(await deps.metrics.text());
  });
  return router;
}

async function roomState({ store }: HealthDeps): Promise<'up' | 'down' | 'embedded'> {
  try {
    await store.ping();
    return store.kind === 'memory' ? 'embedded' : 'up';
  } catch {
    return 'down';
  }
}

/** From this machine, and not by way of a proxy on it. */
function isLocal({ socket, headers }: Request): boolean {
  const address = socket.remoteAddress ?? '';
  const loopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  return loopback && PROXY_HEADERS.every((name) => headers[name] === undefined);
}

/** Compares in a time that tells nothing about the password. The user's name does not matter. */
function isOperator(authorization: string | undefined, password: string): boolean {
  const coded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (coded === undefined) return false;
  const given = Buffer.from(coded, 'base64').toString();
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given.slice(given.indexOf(':') + 1)), digest(password));
}
