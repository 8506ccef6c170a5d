import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Opens a TCP or TLS connection to `redis[s]://[user:password@]host:port[/database]`. */
export function openSocket({ protocol, hostname, port }: URL): Socket {
  // An IPv6 address stands in brackets.
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
  return protocol === 'rediss:' ? connectTls(address) : connectTcp(address);
}

/** The commands that a connection begins with. */
export function greetingOf({ username, password, pathname }: URL): string[][] {
  const user = username ? [decodeURIComponent(username)] : [];
  const database = pathname.slice(1);
  return [
    ...(password ? [['AUTH', ...user, decodeURIComponent(password)]] : []),
    ...(database ? [['SELECT', database]] : []),
  ];
}
