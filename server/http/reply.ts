import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** A JSON text that is the same for everybody, compressed once for each coding that somebody asks for. */
export interface Resource {
  text: string;
  etag: string;
  coded: Map<Coding, Promise<Buffer>>;
}

type Coding = 'br' | 'gzip' | 'identity';

/** Below this many bytes compression costs more than it saves. */
const WORTH_COMPRESSING = 1024;
/** On the way: about 20 ms a megabyte, off the event loop. Kept resources are compressed harder. */
const QUICK = { br: 4, gzip: 5 };
const THOROUGH = { br: 9, gzip: 9 };

export function createResource(value: unknown): Resource {
  const text = JSON.stringify(value);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return { text, etag, coded: new Map() };
}

/** Answers with a shared resource, or 304. `Cache-Control` is the caller's. */
export async function sendResource(request: Request, response: Response, resource: Resource): Promise<void> {
  response.set({ ETag: resource.etag, Vary: 'Accept-Encoding' });
  if (isCurrent(request.headers['if-none-match'], resource.etag)) {
    response.status(304).end();
    return;
  }
  const coding = codingFor(request, resource.text.length);
  let body = resource.coded.get(coding);
  if (!body) resource.coded.set(coding, (body = compress(resource.text, coding, THOROUGH)));
  send(response, await body, coding);
}

/** Answers with a value that is the caller's alone: never stored on the way, compressed when it is large. */
export async function sendJson(request: Request, response: Response, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  const coding = codingFor(request, text.length);
  response.set({ 'Cache-Control': 'no-store', Vary: 'Accept-Encoding' });
  send(response, await compress(text, coding, QUICK), coding);
}

function send(response: Response, body: Buffer, coding: Coding): void {
  if (coding !== 'identity') response.set('Content-Encoding', coding);
  response.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function codingFor(request: Request, length: number): Coding {
  if (length < WORTH_COMPRESSING) return 'identity';
  const accepted = request.acceptsEncodings('br', 'gzip', 'identity');
  return accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
}

async function compress(text: string, coding: Coding, quality: typeof QUICK): Promise<Buffer> {
  switch (coding) {
    case 'br':
      return promisify(brotliCompress)(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality.br,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        },
      });
    case 'gzip':
      return promisify(gzip)(text, { level: quality.gzip });
    case 'identity':
      return Buffer.from(text);
  }
}

/** Whether `If-None-Match` names this version (RFC 9110, 13.1.2: compared weakly). */
const isCurrent = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
