import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/** What a part needs that only tells what happened: pino's order of arguments. */
export interface PlainLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Fields that never reach a line, wherever a caller puts them (one level deep). */
const SECRETS = [
  'token',
  'cookie',
  'authorization',
  'password',
  'secret',
  'sessionSecret',
  'databaseUrl',
  'url.password',
  // What Postgres adds to an error quotes whole rows.
  'detail',
  'where',
];

/**
 * One JSON line an event on standard output: `level`, `time` (epoch ms), `pid`, `msg`, and the event's own fields. Names of
 * players and texts of guesses are nobody's business and are not logged.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: { pid: process.pid },
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...SECRETS, ...SECRETS.map((name) => `*.${name}`)], censor: '[hidden]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
