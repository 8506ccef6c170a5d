import { expect, it } from 'vitest';
import type { TrustProxy } from '../../../server/config.ts';
import { addressKey, clientAddress, trustOf } from '../../../server/identity/address.ts';
import { isOwnOrigin } from '../../../server/identity/origin.ts';

const addressOf = (setting: TrustProxy, remoteAddress: string, forwarded?: string): string =>
  clientAddress(
    {
      socket: { remoteAddress },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    },
    trustOf(setting),
  );

it.each<[string, TrustProxy, string, string | undefined, string]>([
  ['nobody is trusted', false, '10.0.0.1', '1.1.1.1', '10.0.0.1'],
  ['one proxy', 1, '10.0.0.1', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  ['two proxies', 2, '10.0.0.1', '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
  ['more than there are', 3, '10.0.0.1', '1.1.1.1', '1.1.1.1'],
  ['no header', 1, '10.0.0.1', undefined, '10.0.0.1'],
  ['loopback', ['loopback'], '::ffff:127.0.0.1', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  ['loopback, from elsewhere', ['loopback'], '10.0.0.1', '1.1.1.1', '10.0.0.1'],
  ['a network', ['10.0.0.0/8'], '10.9.9.9', '6.6.6.6, 1.1.1.1, 10.1.1.1', '1.1.1.1'],
  ['IPv6', ['fd00::/8'], 'fd00::1', '2001:db8::1', '2001:db8::1'],
  ['nonsense in the header', 2, '10.0.0.1', '1.1.1.1, <script>', '10.0.0.1'],
  ['an empty header', 1, '10.0.0.1', '', '10.0.0.1'],
])('finds the client: %s', (_case, setting, socket, header, expected) => {
  expect(addressOf(setting, socket, header)).toBe(expected);
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['2001:db8:1::', '2001:db8:1:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  ['', '?'],
])('counts %s under %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

it.each([
  [undefined, 'a.example', null, true],
  ['http://a.example', 'a.example', null, true],
  ['https://a.example', 'A.example', null, true],
  ['http://a.example:3000', 'a.example', null, false],
  ['http://b.example', 'a.example', null, false],
  ['null', 'a.example', null, false],
  ['http://a.example', undefined, null, false],
  ['https://a.example', 'inside:3000', 'https://a.example', true],
  ['http://a.example', 'a.example', 'https://a.example', false],
])('origin %s at host %s with PUBLIC_URL %s: %s', (origin, host, publicUrl, own) => {
  const headers = { ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) };
  expect(isOwnOrigin(headers, publicUrl)).toBe(own);
});
