import type { ErrorRequestHandler, Response } from 'express';
import { DatabaseUnavailable } from '../../db/postgres/database.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable } from '../store/room-store.ts';

/** Every code that the HTTP side answers with, its status, and its title: a short fact. */
const PROBLEMS = {
  bad_payload: [400, 'The request does not have the shape of this route'],
  name_rejected: [400, 'That name cannot be used'],
  no_session: [401, 'Nobody is signed in: ask for a session first'],
  not_allowed: [401, 'This needs the operator’s password'],
  bad_origin: [403, 'The request comes from another site'],
  no_such_route: [404, 'There is nothing at this address'],
  no_such_quiz: [404, 'There is no quiz of that name'],
  no_such_room: [404, 'There is no such room, or you are not in it'],
  no_such_run: [404, 'There is no such run'],
  no_such_link: [404, 'This link has been used, or is too old'],
  wrong_method: [405, 'This address does not take that method'],
  too_large: [413, 'The request is too large'],
  rate_limited: [429, 'Too fast: one moment'],
  internal: [500, 'Something went wrong here'],
  overloaded: [503, 'Too much at once; ask again in a moment'],
  unavailable: [503, 'The server cannot answer this right now; ask again'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Answers with an RFC 9457 problem document: `title`, `status`, and the `code` that programs go by. */
export function sendProblem(response: Response, code: ProblemCode, retryAfterMs?: number): void {
  const [status, title] = PROBLEMS[code];
  const wait = retryAfterMs ?? (status === 503 ? 1000 : undefined);
  if (wait !== undefined) response.set('Retry-After', String(Math.max(1, Math.ceil(wait / 1000))));
  response
    .status(status)
    .set({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify({ title, status, code, ...(wait === undefined ? {} : { retryAfterMs: wait }) }));
}

/** What a handler throws: stores that are away are `unavailable`, bodies that cannot be read the sender's fault, the rest bugs. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const code = codeOf(error);
    if (code === 'internal') log.error({ err: error, route: request.path.split('/')[1] }, 'http error');
    sendProblem(response, code);
  };
}

function codeOf(error: unknown): ProblemCode {
  if (error instanceof StoreUnavailable || error instanceof DatabaseUnavailable) return 'unavailable';
  // Errors of Express and its body parser carry the status that they mean.
  const { status } = error as { status?: unknown };
  if (status === 413) return 'too_large';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad_payload' : 'internal';
}
