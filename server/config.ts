import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { LIMITS, RATE_LIMIT_NAMES, type LimitName, type Limits } from '../shared/limits.ts';
import { isPiece, PIECES, type Piece } from './fast-path/pieces.ts';

/** A value of the environment that cannot be used. The message is one line and names the variable, never a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Who is believed about a client's address: nobody, so many proxies in front, or the proxies at these addresses. */
export type TrustProxy = false | number | readonly string[];

export interface Config {
  port: number;
  host: string;
  /** Absolute path: journal, embedded Postgres and the made secret live here. */
  dataDir: string;
  /** Null: embedded. */
  databaseUrl: string | null;
  /** Empty: embedded; several: a cluster. */
  redisUrls: readonly string[];
  /** Address of the site (`https://cityrace.example`, with a path where it has one), without a slash at its end. Null: the request's own host. */
  publicUrl: string | null;
  /** The origin of {@link publicUrl}: that of every page that may act here. */
  publicOrigin: string | null;
  /** The path of {@link publicUrl}, which a proxy takes off requests: '' or `/cityrace`. */
  basePath: string;
  trustProxy: TrustProxy;
  /** Null: made once and kept in {@link dataDir}. */
  sessionSecret: string | null;
  adminPassword: string | null;
  /** Under `RATE_LIMITS=off` numbers that nobody reaches. */
  limits: Limits;
  logLevel: LogLevel;
  /** The pieces of the fast path that are wanted. */
  fastPath: ReadonlySet<Piece>;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A rate that nobody reaches; finite, so that arithmetic on it stays arithmetic. */
const LIFTED = Number.MAX_SAFE_INTEGER;

const text = z.string().trim();
const url = (protocols: readonly string[], example: string) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address such as ${example}`,
    abort: true,
  });

/** It goes into pages, cookies and addresses as it is. */
const BASE_PATH = /^(?:\/[\w.~-]+)*\/?$/;

const redisUrl = url(['redis:', 'rediss:'], 'redis://127.0.0.1:6379');

const SCHEMAS = {
  PORT: text
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a port from 0 to 65535')
    .transform(Number),
  HOST: text.refine((value) => /^[\w.:-]+$/.test(value), 'must be an address or a host name'),
  DATA_DIR: text.transform((value) => resolve(value)),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user@host/database'),
  REDIS_URL: text
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(redisUrl).min(1)),
  PUBLIC_URL: url(['http:', 'https:'], 'https://cityrace.example')
    .refine(
      (value) => BASE_PATH.test(new URL(value).pathname) && !/[?#@]/.test(value),
      'must be an address without a user, a query, or signs in its path that would need quoting',
    )
    .transform((value) => new URL(value)),
  TRUST_PROXY: text.transform((value, context): TrustProxy => {
    if (/^\d$/.test(value)) return Number(value) === 0 ? false : Number(value);
    const addresses = value.split(',').map((part) => part.trim());
    if (addresses.every((address) => address === 'loopback' || isNetwork(address))) return addresses;
    context.addIssue(
      'must be a number of proxies (1…9), or addresses, networks and “loopback”, comma-separated',
    );
    return z.NEVER;
  }),
  SESSION_SECRET: z.string().min(16, 'must have at least 16 characters'),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters'),
  RATE_LIMITS: text.transform((value, context) => {
    try {
      return parseRateLimits(value);
    } catch (error) {
      context.addIssue((error as Error).message);
      return z.NEVER;
    }
  }),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(' ')}`),
  FAST_PATH: text.transform((value, context): ReadonlySet<Piece> => {
    const pieces = piecesOf(value);
    if (pieces === undefined)
      context.addIssue(`must be “on”, “off”, or some of ${PIECES.join(',')} (reads with parsing)`);
    return pieces ?? z.NEVER;
  }),
} as const;

type Variable = keyof typeof SCHEMAS;
/** What the environment says, parsed one by one; a variable that is absent or empty is absent here. */
export type Env = { [Name in Variable]?: z.infer<(typeof SCHEMAS)[Name]> } & { production: boolean };

/** Parses each variable by itself. Throws {@link ConfigError} on the first that cannot be used. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const env: Record<string, unknown> = { production: source['NODE_ENV'] === 'production' };
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const raw = source[name];
    if (raw === undefined || raw.trim() === '') continue;
    const parsed = schema.safeParse(raw);
    if (!parsed.success) throw new ConfigError(`${name} ${parsed.error.issues[0]!.message}`);
    env[name] = parsed.data;
  }
  return env as Env;
}

/** Fills in the defaults and checks what belongs together. Throws {@link ConfigError}. */
export function envToConfig(env: Env): Config {
  const redisUrls = env.REDIS_URL ?? [];
  if (redisUrls.length > 0 && env.SESSION_SECRET === undefined)
    throw new ConfigError('SESSION_SECRET must be set with REDIS_URL, the same on every node');
  const rates = env.RATE_LIMITS ?? { lifted: false, overrides: {} };
  const exposed = env.production
    ? 'NODE_ENV=production'
    : env.PUBLIC_URL !== undefined
      ? 'PUBLIC_URL'
      : env.TRUST_PROXY !== undefined && env.TRUST_PROXY !== false
        ? 'TRUST_PROXY'
        : null;
  if (rates.lifted && exposed !== null)
    throw new ConfigError(`RATE_LIMITS must not be “off” with ${exposed}: it is for load tests`);
  const basePath = env.PUBLIC_URL?.pathname.replace(/\/$/, '') ?? '';
  return {
    port: env.PORT ?? 3000,
    host: env.HOST ?? '0.0.0.0',
    dataDir: env.DATA_DIR ?? resolve('data'),
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrls,
    publicUrl: env.PUBLIC_URL ? env.PUBLIC_URL.origin + basePath : null,
    publicOrigin: env.PUBLIC_URL?.origin ?? null,
    basePath,
    trustProxy: env.TRUST_PROXY ?? false,
    sessionSecret: env.SESSION_SECRET ?? null,
    adminPassword: env.ADMIN_PASSWORD ?? null,
    limits: { ...LIMITS, ...rates.overrides },
    logLevel: env.LOG_LEVEL ?? 'info',
    fastPath: env.FAST_PATH ?? new Set(PIECES),
  };
}

/** Undefined for what names no pieces, or some that do not go without others. */
function piecesOf(value: string): ReadonlySet<Piece> | undefined {
  if (value === 'on') return new Set(PIECES);
  if (value === 'off') return new Set();
  const names = value.split(',').map((part) => part.trim());
  const pieces = new Set(names.filter(isPiece));
  if (pieces.size !== names.length || (pieces.has('reads') && !pieces.has('parsing'))) return undefined;
  return pieces;
}

/** Part of the wire contract, or of the layout of the stores: schemas, clients and kept rooms are built with them. */
const FIXED: ReadonlySet<LimitName> = new Set([
  'guessTextLength',
  'clientIdLength',
  'nameLength',
  'players',
  'spectators',
  'seatsPerGame',
  'bannedPerRoom',
  'departedPerRoom',
  'viewFinds',
  'streamEvents',
  'roomsPerPlayer',
]);

interface RateLimits {
  lifted: boolean;
  overrides: Partial<Limits>;
}

function parseRateLimits(value: string): RateLimits {
  if (value === 'off') {
    return { lifted: true, overrides: Object.fromEntries(RATE_LIMIT_NAMES.map((name) => [name, LIFTED])) };
  }
  const overrides: Partial<Record<LimitName, number>> = {};
  for (const part of value.split(',')) {
    const [, name, figure] = /^\s*(\w+)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    if (name === undefined || !Object.hasOwn(LIMITS, name))
      throw new ConfigError(
        `must be “off” or pairs such as guessPerSecond=10; got “${part.trim().slice(0, 40)}”`,
      );
    if (FIXED.has(name as LimitName))
      throw new ConfigError(`cannot change ${name}: clients or kept rooms rely on it`);
    if (!(Number(figure) > 0)) throw new ConfigError(`must give ${name} a number above 0`);
    overrides[name as LimitName] = Number(figure);
  }
  return { lifted: false, overrides };
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
