import { existsSync } from 'node:fs';
import type { RequestHandler } from 'express';
import sirv from 'sirv';

const YEAR_SECONDS = 31_536_000;

/** Maps: each under the hash of its content, compressed at build. Mounted at `/maps`. */
export function mapFiles(folder: string): RequestHandler {
  if (!existsSync(folder)) return pass;
  return sirv(folder, { brotli: true, gzip: true, etag: true, maxAge: YEAR_SECONDS, immutable: true });
}

/** The built client. What stands in `/assets/` has its hash in its name; the rest is asked for again each time. */
export function clientFiles(folder: string): RequestHandler {
  if (!existsSync(folder)) return pass;
  return sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    // Pages are made, not served as they lie there.
    extensions: [],
    setHeaders(response, path) {
      const kept = path.startsWith('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
      response.setHeader('Cache-Control', kept);
    },
  });
}

const pass: RequestHandler = (_request, _response, next) => {
  next();
};
