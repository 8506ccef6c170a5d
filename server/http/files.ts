import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { RequestHandler } from 'express';
import expressStaticGzip from 'express-static-gzip';

const YEAR_MS = 365 * 86_400_000;
const YEAR_SECONDS = 31_536_000;

/** Brotli before gzip, where the build has left them beside the file. A file that is gone meanwhile is a 404, not an error. */
const COMPRESSED = { enableBrotli: true, orderPreference: ['br', 'gz'], index: false };

/** Maps: each under the hash of its content, compressed at build. Mounted at `/maps`. */
export function mapFiles(folder: string): RequestHandler {
  if (!existsSync(folder)) return pass;
  return expressStaticGzip(folder, { ...COMPRESSED, serveStatic: { maxAge: YEAR_MS, immutable: true } });
}

/** The built client. What stands in `/assets/` has its hash in its name; the rest is asked for again each time. */
export function clientFiles(folder: string): RequestHandler {
  if (!existsSync(folder)) return pass;
  return expressStaticGzip(folder, {
    ...COMPRESSED,
    serveStatic: {
      cacheControl: false,
      redirect: false,
      setHeaders(response, path) {
        const isHashed = relative(folder, path).startsWith('assets');
        const kept = isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
        response.setHeader('Cache-Control', kept);
      },
    },
  });
}

const pass: RequestHandler = (_request, _response, next) => {
  next();
};
