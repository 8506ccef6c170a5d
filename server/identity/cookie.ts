export interface CookieOptions {
  /** The site is served over https: the cookie is `Secure`, and its name says that no other host can have set it. */
  secure: boolean;
  /** Path of the site: '' is the whole host. */
  path: string;
}

/** As long as browsers keep one (RFC 6265bis: 400 days), renewed at every visit. */
const MAX_AGE_SECONDS = 400 * 86_400;

/** Browsers keep a `__Host-` cookie for a whole host only; under a path it would be another site's, too. */
const nameOf = ({ secure, path }: CookieOptions): string =>
  secure ? `${path === '' ? '__Host' : '__Secure'}-cityrace` : 'cityrace';

export const sessionCookie = (token: string, options: CookieOptions): string =>
  `${nameOf(options)}=${token}; Path=${options.path || '/'}; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax` +
  (options.secure ? '; Secure' : '');

/** The session's token in a `Cookie` header, if it is there. */
export function readCookie(header: string, options: CookieOptions): string | undefined {
  const name = nameOf(options);
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
