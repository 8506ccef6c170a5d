import express, { Router } from 'express';
import { z } from 'zod';
import type { HttpDeps } from './deps.ts';
import { sendProblem } from './problem.ts';
import type { Rates } from './rates.ts';

/** Texts are cut, not refused: half a report is better than none. Postgres keeps no NUL. */
const text = (length: number) => z.string().transform((value) => value.replaceAll('\0', '').slice(0, length));
const ReportSchema = z.strictObject({
  message: text(1000),
  stack: text(6000).optional(),
  path: text(200).optional(),
  release: text(100).optional(),
});

const HOUR_MS = 3_600_000;

/** `POST /api/client-errors`: what broke in a browser, into the log and the database. Answers 204. */
export function clientErrorRoutes(
  { config, log, store, database }: Pick<HttpDeps, 'config' | 'log' | 'store' | 'database'>,
  rates: Rates,
): Router {
  const router = Router();
  const json = express.json({ limit: config.limits.clientErrorBytes });
  router.post('/api/client-errors', json, async (request, response) => {
    const report = ReportSchema.safeParse(request.body);
    if (!report.success) {
      sendProblem(response, 'bad_payload');
      return;
    }
    const { clientErrorsPerHourAddress } = config.limits;
    const address = rates.addressOf(request);
    if (!(await rates.spend(response, 'client-errors', address, clientErrorsPerHourAddress, HOUR_MS))) return;
    const { message, path } = report.data;
    log.warn({ report: message.slice(0, 200), path }, 'client error');
    const userAgent = request.headers['user-agent']?.slice(0, 300);
    // The log has it already: a database that is away is no reason to keep a broken page waiting.
    database.clientErrors.add({ ...report.data, userAgent }, store.now()).catch((error: unknown) => {
      log.debug({ err: error }, 'client error not kept');
    });
    response.status(204).end();
  });
  return router;
}
