import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';
import type { TrustProxy } from '../config.ts';

/** Whether the host at `address`, `hop` steps before this one (0: the socket's other end), is believed about the next. */
export type Trust = (address: string, hop: number) => boolean;

export function trustOf(setting: TrustProxy): Trust {
  if (setting === false) return () => false;
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  return proxyAddr.compile([...setting]);
}

/** The part of a request that tells where it comes from. */
export interface Incoming {
  socket: { remoteAddress?: string | undefined };
  headers: IncomingMessage['headers'];
}

/**
 * The client's address: the socket's, or as far back in `X-Forwarded-For` as every host on the way is trusted. An entry that
 * is no address ends the walk.
 */
export function clientAddress(request: Incoming, trust: Trust): string {
  const [socket, ...forwarded] = proxyAddr
    .all(request as unknown as IncomingMessage, trust)
    .map(plainAddress);
  const end = forwarded.findIndex((address) => isIP(address) === 0);
  return forwarded[(end === -1 ? forwarded.length : end) - 1] ?? socket ?? '';
}

/** What counters of an address are kept under: IPv4 as it is, IPv6 as its /64, `?` when unknown. */
export function addressKey(address: string): string {
  const plain = plainAddress(address);
  if (!ipaddr.IPv6.isValid(plain)) return plain === '' ? '?' : plain;
  const groups = ipaddr.IPv6.parse(plain).parts.slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(':')}::/64`;
}

/** An IPv4 address that came in the clothes of IPv6 (`::ffff:192.0.2.1`), bare. */
const plainAddress = (address = ''): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
