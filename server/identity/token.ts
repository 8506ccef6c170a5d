import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A guest's token: `1.<playerId>.<name, base64url>.<HMAC-SHA256 of what stands before, base64url>`. It carries the name, so
 * that a handshake needs no store at all. Whoever holds it is that player; it never expires.
 */
export interface Tokens {
  issue: (who: Person) => string;
  /** Null for anything that this secret did not sign. */
  verify: (token: string) => Person | null;
}

export interface Person {
  playerId: string;
  name: string;
}

const TOKEN = /^1\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{1,200})\.([A-Za-z0-9_-]{43})$/;

export function createTokens(secret: string): Tokens {
  const sign = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  return {
    issue({ playerId, name }) {
      const text = `1.${playerId}.${Buffer.from(name).toString('base64url')}`;
      return `${text}.${sign(text).toString('base64url')}`;
    },
    verify(token) {
      const [, playerId, name, signature] = TOKEN.exec(token) ?? [];
      if (playerId === undefined || name === undefined || signature === undefined) return null;
      const expected = sign(token.slice(0, token.lastIndexOf('.')));
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return { playerId, name: Buffer.from(name, 'base64url').toString() };
    },
  };
}
