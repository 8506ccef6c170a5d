import { Router } from 'express';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { HttpDeps } from './deps.ts';
import { sendProblem } from './problem.ts';
import { createResource, sendResource, type Resource } from './reply.ts';

/** `?minPopulation=`: a floor; what the quiz does not offer is none of its quizzes. */
const FloorSchema = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .default(0);

/** Held for five minutes, then asked for again by its version. */
const CACHED = 'public, max-age=300';
/** Quizzes kept ready to be sent. */
const KEPT = 64;

/** `GET /api/quizzes`, `GET /api/quizzes/:slug` and the way to its map. All of it is public, and in memory. */
export function catalogueRoutes({ quizzes }: Pick<HttpDeps, 'quizzes'>): Router {
  const router = Router();
  const kept = new LRUCache<string, Resource>({ max: KEPT });
  let list: Resource | undefined;

  router.get('/api/quizzes', (request, response) => {
    list ??= createResource(quizzes.summaries());
    response.set('Cache-Control', CACHED);
    return sendResource(request, response, list);
  });

  router.get('/api/quizzes/:slug', (request, response) => {
    const { slug } = request.params;
    const floor = FloorSchema.safeParse(request.query['minPopulation']);
    if (!floor.success) {
      sendProblem(response, 'bad_payload');
      return;
    }
    const key = `${slug} ${floor.data}`;
    let resource = kept.get(key);
    if (!resource) {
      const quiz = quizzes.quiz(slug, floor.data);
      if (!quiz) {
        sendProblem(response, 'no_such_quiz');
        return;
      }
      resource = createResource(quiz);
      kept.set(key, resource);
    }
    response.set('Cache-Control', CACHED);
    return sendResource(request, response, resource);
  });

  router.get('/api/quizzes/:slug/map', (request, response) => {
    const quiz = quizzes.quiz(request.params.slug);
    if (!quiz) {
      sendProblem(response, 'no_such_quiz');
      return;
    }
    response.set('Cache-Control', CACHED).redirect(302, quiz.map);
  });
  return router;
}
