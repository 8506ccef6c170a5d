import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type Request, type Response } from 'express';
import type { Run } from '../../shared/messages.ts';
import type { HttpDeps } from './deps.ts';
import { HOME, withBase, withPreview, type Preview } from './preview.ts';
import { sendProblem } from './problem.ts';
import type { RunReader } from './run-reader.ts';

export interface Pages {
  readonly router: Router;
  /** The app's own page for an address that leads nowhere, with status 404. */
  notFound(request: Request, response: Response): void;
}

/** The same for every room, whether there is one or not: a preview tells nothing to those who are not in it. */
const ROOM: Preview = {
  title: 'Join the race',
  description: 'Somebody waits for you: name cities, together or against each other.',
  hidden: true,
};
const GAME: Preview = { ...HOME, hidden: true };
const LINK: Preview = { ...HOME, title: 'Play on here', hidden: true };
const LOST: Preview = { ...HOME, title: 'Not on the map', hidden: true };

/**
 * What crawlers need not read. Rooms and runs are not forbidden here: those who fetch a preview for a chat obey it too, and search
 * engines must read the page to see its `noindex`.
 */
const robots = (basePath: string): string =>
  `User-agent: *\n${['/api/', '/link/'].map((path) => `Disallow: ${basePath}${path}\n`).join('')}`;

/** The longest that a page waits for what its preview would say. */
const PREVIEW_MS = 1000;
const NUMBER = new Intl.NumberFormat('en');

/** Every address of the app: one page, whose head says where it leads. */
export function createPages(
  { quizzes, clientFolder, config }: Pick<HttpDeps, 'quizzes' | 'clientFolder' | 'config'>,
  runs: RunReader,
): Pages {
  const file = join(clientFolder, 'index.html');
  const html = existsSync(file) ? withBase(readFileSync(file, 'utf8'), config.basePath) : null;
  const router = Router();

  function send(request: Request, response: Response, preview: Preview, status = 200): void {
    if (html === null) {
      sendProblem(response, 'no_such_route');
      return;
    }
    const site = config.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
    response
      .status(status)
      .set('Cache-Control', 'no-cache')
      .type('html')
      .send(withPreview(html, preview, site + request.path));
  }

  const quizPage = (request: Request<{ slug: string }>, response: Response): void => {
    const summary = quizzes.quiz(request.params.slug);
    if (!summary) {
      send(request, response, LOST, 404);
      return;
    }
    const { title, cities } = summary;
    send(request, response, {
      title,
      description: `${NUMBER.format(cities)} cities. How many can you name?`,
    });
  };

  router.get('/robots.txt', (_request, response) => {
    response.type('text').send(robots(config.basePath));
  });
  router.get(['/', '/quizzes', '/help'], (request, response) => send(request, response, HOME));
  router.get('/quiz/:slug', quizPage);
  router.get('/play/:roomId', (request, response) => send(request, response, GAME));
  router.get('/r/:roomId', (request, response) => send(request, response, ROOM));
  router.get('/link/:token', (request, response) => send(request, response, LINK));
  router.get('/run/:runId', async (request, response) => {
    const run = await soon(runs.read(request.params.runId));
    if (run === null) {
      send(request, response, LOST, 404);
      return;
    }
    send(request, response, run === 'away' ? GAME : runPreview(run, quizzes));
  });

  return { router, notFound: (request, response) => send(request, response, LOST, 404) };
}

function runPreview(run: Run, quizzes: HttpDeps['quizzes']): Preview {
  const facts = quizzes.facts(run.settings);
  const [best] = run.players;
  const named = new Set(run.timeline.map(({ cityId }) => cityId)).size;
  const total = facts ? ` of ${NUMBER.format(facts.cities)}` : '';
  return {
    title: facts?.title ?? HOME.title,
    description:
      run.players.length === 1 && best
        ? `${best.name} named ${NUMBER.format(named)}${total} cities.`
        : `${NUMBER.format(named)}${total} cities named by ${run.players.length} players.`,
    hidden: true,
  };
}

/** The value, or `away` when it does not come in time or not at all. */
async function soon<Value>(work: Promise<Value>): Promise<Value | 'away'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'away'>((resolve) => {
    timer = setTimeout(resolve, PREVIEW_MS, 'away');
  });
  return Promise.race([work.catch(() => 'away' as const), late]).finally(() => {
    clearTimeout(timer);
  });
}
