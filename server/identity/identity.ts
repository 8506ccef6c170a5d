import { randomBytes } from 'node:crypto';
import { guestName } from './guest-name.ts';
import { readCookie, sessionCookie, type CookieOptions } from './cookie.ts';
import { createTokens, type Person } from './token.ts';

export interface Identity extends Person {
  /** To be handed back to a program; absent when the cookie was used. */
  token?: string;
  /** Nobody was recognised: this is a new guest. */
  newIdentity: boolean;
}

export interface Identities {
  /**
   * Who connects: the `token` of a program, else the cookie of a page, else a new guest. An acceptable `name` replaces the
   * kept one; anything else leaves it. Touches no store and never fails.
   */
  fromHandshake(input: {
    cookie?: string | undefined;
    token?: string | undefined;
    name?: string | undefined;
  }): Identity;
  /** Who a request comes from (`Authorization: Bearer`, else the cookie), or null. */
  fromRequest(headers: { cookie?: string | undefined; authorization?: string | undefined }): Person | null;
  newGuest(): Person;
  issueToken(who: Person): string;
  verifyToken(token: string): Person | null;
  /** A `Set-Cookie` value that makes a browser this person. */
  cookieFor(who: Person): string;
}

export interface IdentityOptions extends CookieOptions {
  /** Signs tokens; the same on every node. */
  secret: string;
  /** A name as it may be shown, or null when it may not. */
  acceptName: (name: string) => string | null;
}

export function createIdentities(options: IdentityOptions): Identities {
  const tokens = createTokens(options.secret);

  const newGuest = (): Person => {
    const playerId = randomBytes(12).toString('base64url');
    return { playerId, name: guestName(playerId) };
  };
  const fromCookie = (header: string | undefined): Person | null => {
    const value = header === undefined ? undefined : readCookie(header, options);
    return value === undefined ? null : tokens.verify(value);
  };

  return {
    fromHandshake({ cookie, token, name }) {
      const byToken = token === undefined ? null : tokens.verify(token);
      const byCookie = byToken ? null : fromCookie(cookie);
      const known = byToken ?? byCookie;
      const person = known ?? newGuest();
      const accepted = name === undefined ? null : options.acceptName(name);
      const named = accepted === null ? person : { ...person, name: accepted };
      return {
        ...named,
        ...(byCookie ? {} : { token: tokens.issue(named) }),
        newIdentity: known === null,
      };
    },
    fromRequest({ cookie, authorization }) {
      const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      return bearer === undefined ? fromCookie(cookie) : tokens.verify(bearer);
    },
    newGuest,
    issueToken: tokens.issue,
    verifyToken: tokens.verify,
    cookieFor: (who) => sessionCookie(tokens.issue(who), options),
  };
}
