import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createIdentities } from '../../../server/identity/identity.ts';
import { loadSecret } from '../../../server/identity/secret.ts';
import { createNameFilter } from '../../../server/identity/name-filter.ts';

const names = createNameFilter();
const make = (secret = 'a secret of the tests', secure = false, path = '') =>
  createIdentities({ secret, secure, path, acceptName: names.accept });
const cookieOf = (header: string): string => header.slice(0, header.indexOf(';'));

describe('a token', () => {
  const identities = make();
  const who = { playerId: 'abcdefghijklmnop', name: 'Zoë “Ж”' };
  const token = identities.issueToken(who);

  it('says who it was made for', () => {
    expect(identities.verifyToken(token)).toEqual(who);
    expect(token).toMatch(/^1\.abcdefghijklmnop\./);
  });

  it('does not survive the change of any character', () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      // The last character of a signature holds four bits only: a change may leave those the same.
      if (at < token.length - 1) expect(identities.verifyToken(changed), `at ${at}`).toBeNull();
    }
  });

  it('cannot be put together from two others', () => {
    const other = identities.issueToken({ playerId: 'qrstuvwxyz012345', name: 'Eve' });
    const [version, , name, signature] = other.split('.');
    expect(identities.verifyToken([version, who.playerId, name, signature].join('.'))).toBeNull();
    const body = token.slice(0, token.lastIndexOf('.'));
    expect(identities.verifyToken(`${body}.${signature!}`)).toBeNull();
  });

  it.each([
    '',
    '.',
    '1...',
    '2' + token.slice(1),
    `${token}.`,
    `${token}=`,
    who.playerId,
    'x'.repeat(10_000),
  ])('is not “%s”', (text) => {
    expect(identities.verifyToken(text)).toBeNull();
  });

  it('is worth nothing under another secret', () => {
    expect(make('another secret').verifyToken(token)).toBeNull();
  });
});

describe('whoever connects', () => {
  const identities = make();

  it('is a new guest without a token, under a name that depends on the id alone', () => {
    const guest = identities.fromHandshake({});
    expect(guest.newIdentity).toBe(true);
    expect(guest.name).toMatch(/^[A-Z][A-Za-z ]+ \d\d$/);
    expect(identities.verifyToken(guest.token!)).toEqual({ playerId: guest.playerId, name: guest.name });
    expect(identities.fromHandshake({}).playerId).not.toBe(guest.playerId);
  });

  it('is a new guest with a token that does not verify', () => {
    const guest = identities.fromHandshake({ token: '1.abcdefghijklmnop.QQ.' + 'A'.repeat(43) });
    expect(guest.newIdentity).toBe(true);
    expect(guest.playerId).not.toBe('abcdefghijklmnop');
  });

  it('is known by the token, keeps the name, and may change it', () => {
    const { token, playerId, name } = identities.fromHandshake({});
    expect(identities.fromHandshake({ token })).toEqual({ playerId, name, token, newIdentity: false });
    const renamed = identities.fromHandshake({ token, name: '  Anna \u202e ' });
    expect(renamed).toMatchObject({ playerId, name: 'Anna', newIdentity: false });
    expect(identities.fromHandshake({ token: renamed.token }).name).toBe('Anna');
    expect(identities.fromHandshake({ token: renamed.token, name: 'fuck' }).name).toBe('Anna');
    expect(identities.fromHandshake({ token: renamed.token, name: '\u200b' }).name).toBe('Anna');
  });

  it('is known by the cookie, and is then given no token', () => {
    const who = identities.newGuest();
    const cookie = `other=1; ${cookieOf(identities.cookieFor(who))}; last=2`;
    expect(identities.fromHandshake({ cookie })).toEqual({ ...who, newIdentity: false });
    expect(identities.fromRequest({ cookie })).toEqual(who);
    expect(identities.fromRequest({ cookie: 'cityrace=nonsense' })).toBeNull();
    expect(identities.fromRequest({ authorization: `Bearer ${identities.issueToken(who)}` })).toEqual(who);
  });

  it('gets a cookie that scripts cannot read; over https one that only this host can have set', () => {
    const who = identities.newGuest();
    expect(identities.cookieFor(who)).toMatch(
      /^cityrace=1\.\S+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    const secure = make('a secret of the tests', true).cookieFor(who);
    expect(secure).toMatch(/^__Host-cityrace=1\.\S+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('gets a cookie for the path of the site, by a name that browsers take there', () => {
    const identities = make('a secret of the tests', true, '/cityrace');
    const who = identities.newGuest();
    const cookie = identities.cookieFor(who);
    expect(cookie).toMatch(/^__Secure-cityrace=1\.\S+; Path=\/cityrace; .*; Secure$/);
    expect(identities.fromRequest({ cookie: cookieOf(cookie) })).toEqual(who);
  });
});

describe('the secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cityrace-secret-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the configured one', async () => {
    expect(await loadSecret(folder, 'configured')).toBe('configured');
  });

  it('is made once, also by several at a time, and only its owner reads it', async () => {
    const dataDir = join(folder, 'new');
    const secrets = await Promise.all([1, 2, 3, 4].map(() => loadSecret(dataDir, null)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]!.length).toBeGreaterThanOrEqual(43);
    expect(await loadSecret(dataDir, null)).toBe(secrets[0]);
    expect(statSync(join(dataDir, 'session-secret')).mode & 0o777).toBe(0o600);
  });

  it('is not an empty file', async () => {
    const dataDir = mkdtempSync(join(folder, 'empty-'));
    writeFileSync(join(dataDir, 'session-secret'), '');
    await expect(loadSecret(dataDir, null)).rejects.toThrow('session-secret');
  });
});

describe('names', () => {
  it.each([
    'Anna',
    'Scunthorpe',
    'Penistone',
    'Fukuoka',
    'Dickinson',
    'Dick Van Dyke',
    'J R R Tolkien',
    '李雷',
    'Sextant 42',
    '👩‍🚀 Ada',
  ])('may be %s', (name) => {
    expect(names.accept(name)).toBe(name);
  });
  it.each([
    'fuck',
    'FUUUCK you',
    'sh1t',
    'f u c k',
    'f.u.c.k',
    'ѕhit',
    'Fukuoka bitch',
    'Dick',
    'dyke',
    '',
    '\u202e',
    '\u3164',
    '\u2800',
  ])('may not be “%s”', (name) => {
    expect(names.accept(name)).toBeNull();
  });
});
