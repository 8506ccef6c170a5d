/** Where a connection goes. */
export interface Target {
  host: string;
  port: number;
  secure: boolean;
}

/** Parses `http(s)://host[:port]`; throws a `TypeError` for anything else. */
export function targetFrom(url: string): Target {
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new TypeError(`not an http address: ${url}`);
  const secure = parsed.protocol === 'https:';
  const port = parsed.port === '' ? (secure ? 443 : 80) : Number(parsed.port);
  return { host: parsed.hostname.replace(/^\[|\]$/g, ''), port, secure };
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * Why this address may not be loaded, or undefined when it may. Only this machine, unless the operator names the very
 * host: a load generator pointed elsewhere is an attack.
 */
export function refusalOf(target: Target, ownedHost: string | undefined): string | undefined {
  if (LOOPBACK.test(target.host) || target.host === ownedHost) return undefined;
  return `${target.host} is not this machine; if it is yours, say so with --i-own-this-host ${target.host}`;
}
