import express, { type Express, type RequestHandler } from 'express';
import { trustOf } from '../identity/address.ts';
import { catalogueRoutes } from './catalogue.ts';
import { clientErrorRoutes } from './client-errors.ts';
import type { HttpDeps } from './deps.ts';
import { clientFiles, mapFiles } from './files.ts';
import { foundRoutes } from './found.ts';
import { healthRoutes } from './health.ts';
import { createPages } from './pages.ts';
import { problemHandler, sendProblem } from './problem.ts';
import { createRates } from './rates.ts';
import { createRunReader } from './run-reader.ts';
import { runRoutes } from './runs.ts';
import { ownOriginOnly, securityHeaders } from './security.ts';
import { sessionRoutes } from './session.ts';
import { boundUnderWay } from './under-way.ts';

/** Everything that is not a socket (docs/protocol.md, “HTTP”). Holds nothing that must be closed. */
export function createHttpApp(deps: HttpDeps): Express {
  const { publicOrigin, trustProxy } = deps.config;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', trustOf(trustProxy));

  const rates = createRates(deps);
  const runs = createRunReader(deps);
  const pages = createPages(deps, runs);

  app.use(counted(deps));
  app.use(healthRoutes(deps, rates));
  app.use(securityHeaders(publicOrigin));
  app.use('/maps', mapFiles(deps.mapsFolder));
  app.use(catalogueRoutes(deps));
  // What asks a store. Files are not bounded: whoever reads them slowly would keep everybody else out.
  app.use(['/api', '/run'], boundUnderWay(deps.config.limits));
  app.use('/api', ownOriginOnly(publicOrigin), rates.perAddress);
  app.use(sessionRoutes(deps, rates));
  app.use(foundRoutes(deps));
  app.use(runRoutes(deps, runs));
  app.use(clientErrorRoutes(deps, rates));
  app.use(['/api', '/maps'], (_request, response) => {
    sendProblem(response, 'no_such_route');
  });
  app.use(pages.router);
  app.use(clientFiles(deps.clientFolder));
  app.use((request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') pages.notFound(request, response);
    else sendProblem(response, 'wrong_method');
  });
  app.use(problemHandler(deps.log));
  return app;
}

/** Counts each answer under the pattern of its route: addresses hold secrets (links) and would make endless series. */
function counted({ metrics, log }: HttpDeps): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.on('finish', () => {
      const { path } = (request.route ?? {}) as { path?: string | string[] };
      const route = [path].flat()[0] ?? (response.statusCode === 404 ? 'none' : 'file');
      const milliseconds = performance.now() - began;
      metrics.http(route, response.statusCode, milliseconds);
      const fields = {
        method: request.method,
        route,
        status: response.statusCode,
        ms: Math.round(milliseconds),
      };
      log.debug(fields, 'http');
    });
    next();
  };
}
