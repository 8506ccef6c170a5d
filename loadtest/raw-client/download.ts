import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** One answer over HTTP, with its size as it was sent. */
export interface Download {
  status: number;
  /** Body as sent, compressed where the server compresses. */
  bodyBytes: number;
  text: string;
  tookMs: number;
}

/** `GET url`, accepting brotli and gzip; `token` is sent as a bearer's. Rejects when nothing answers. */
export function download(url: string, token?: string): Promise<Download> {
  const startedAt = performance.now();
  const get = url.startsWith('https:') ? getSecure : getPlain;
  const headers = {
    'accept-encoding': 'br, gzip',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          bodyBytes: body.length,
          text: decoded(body, response.headers['content-encoding']).toString('utf8'),
          tookMs: performance.now() - startedAt,
        });
      });
    }).on('error', reject);
  });
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'br') return brotliDecompressSync(body);
  return encoding === 'gzip' ? gunzipSync(body) : body;
}
