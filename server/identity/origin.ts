import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page that sends this may act here: programs send no `Origin`; a browser's must be that of `publicOrigin`, or where
 * none is configured the request's own host. Guards handshakes and every request that changes something.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicOrigin: string | null): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (publicOrigin !== null) return origin === publicOrigin;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
