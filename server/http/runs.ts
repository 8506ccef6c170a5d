import { Router } from 'express';
import { columnsOf } from '../../shared/found-columns.ts';
import type { HttpDeps } from './deps.ts';
import { AfterSchema } from './found.ts';
import { sendProblem } from './problem.ts';
import { sendJson } from './reply.ts';
import type { RunReader } from './run-reader.ts';

/**
 * Finished games, for whoever has their address: `GET /api/runs/:runId`, its finds with their cities as columns
 * (`…/found?after=`), and what nobody named (`…/missed?cursor=` → `{ count, cities, cursor }`, biggest first).
 */
export function runRoutes(
  { quizzes, config }: Pick<HttpDeps, 'quizzes' | 'config'>,
  runs: RunReader,
): Router {
  const router = Router();

  router.get('/api/runs/:runId', async (request, response) => {
    const run = await runs.read(request.params.runId);
    if (!run) {
      sendProblem(response, 'no_such_run');
      return;
    }
    await sendJson(request, response, run);
  });

  router.get('/api/runs/:runId/found', async (request, response) => {
    const after = AfterSchema.safeParse(request.query['after']);
    if (!after.success) {
      sendProblem(response, 'bad_payload');
      return;
    }
    const run = await runs.read(request.params.runId);
    if (!run) {
      sendProblem(response, 'no_such_run');
      return;
    }
    const { runId, startedAt, timeline } = run;
    const page = timeline.slice(after.data, after.data + config.limits.foundPage);
    const next =
      after.data + config.limits.foundPage < timeline.length ? after.data + config.limits.foundPage : null;
    const entries = page.flatMap(({ playerId, cityId, atMs }) => {
      const city = quizzes.city(cityId);
      return city ? [{ playerId, city, at: startedAt + atMs }] : [];
    });
    await sendJson(request, response, columnsOf(entries, { runId, next }));
  });

  router.get('/api/runs/:runId/missed', async (request, response) => {
    const cursor = AfterSchema.safeParse(request.query['cursor']);
    if (!cursor.success) {
      sendProblem(response, 'bad_payload');
      return;
    }
    const run = await runs.read(request.params.runId);
    if (!run) {
      sendProblem(response, 'no_such_run');
      return;
    }
    if (!quizzes.facts(run.settings)) {
      sendProblem(response, 'no_such_quiz');
      return;
    }
    const found = new Set(run.timeline.map(({ cityId }) => cityId));
    const { count, cities, next } = quizzes.missed(
      run.settings,
      found,
      cursor.data,
      config.limits.missedPage,
    );
    await sendJson(request, response, { count, cities, cursor: next === null ? null : String(next) });
  });
  return router;
}
