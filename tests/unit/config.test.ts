import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, envToConfig, readEnv, type Config } from '../../server/config.ts';
import { PIECES } from '../../server/fast-path/pieces.ts';
import { LIMITS, RATE_LIMIT_NAMES } from '../../shared/limits.ts';

const configOf = (env: Record<string, string>): Config => envToConfig(readEnv(env));
const complaint = (env: Record<string, string>): string => {
  try {
    configOf(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('it was accepted');
};

it('needs nothing: everything has a default', () => {
  expect(configOf({})).toEqual({
    port: 3000,
    host: '0.0.0.0',
    dataDir: resolve('data'),
    databaseUrl: null,
    redisUrls: [],
    publicUrl: null,
    publicOrigin: null,
    basePath: '',
    trustProxy: false,
    sessionSecret: null,
    adminPassword: null,
    limits: LIMITS,
    logLevel: 'info',
    fastPath: new Set(PIECES),
  });
});

it('takes an empty variable for an absent one', () => {
  expect(configOf({ PORT: '', REDIS_URL: ' ', LOG_LEVEL: '' })).toEqual(configOf({}));
});

const SECRET = 'sixteen characters';
const accepted: [Record<string, string>, Partial<Config>][] = [
  [{ PORT: '0' }, { port: 0 }],
  [{ FAST_PATH: 'on' }, { fastPath: new Set(PIECES) }],
  [{ FAST_PATH: 'off' }, { fastPath: new Set() }],
  [{ FAST_PATH: 'parsing, reads' }, { fastPath: new Set(['parsing', 'reads']) }],
  [{ FAST_PATH: 'redis,memory' }, { fastPath: new Set(['redis', 'memory']) }],
  [
    { PORT: '65535', HOST: '::1' },
    { port: 65_535, host: '::1' },
  ],
  [{ DATA_DIR: '/srv/cityrace' }, { dataDir: '/srv/cityrace' }],
  [{ DATABASE_URL: 'postgres://u:p@db/x' }, { databaseUrl: 'postgres://u:p@db/x' }],
  [
    { REDIS_URL: 'redis://a:1', SESSION_SECRET: SECRET },
    { redisUrls: ['redis://a:1'], sessionSecret: SECRET },
  ],
  [
    { REDIS_URL: 'redis://a:1, redis://b:2', SESSION_SECRET: SECRET },
    { redisUrls: ['redis://a:1', 'redis://b:2'] },
  ],
  [{ PUBLIC_URL: 'https://Play.example/' }, { publicUrl: 'https://play.example', basePath: '' }],
  [
    { PUBLIC_URL: 'https://Play.example/games/cityrace/' },
    {
      publicUrl: 'https://play.example/games/cityrace',
      publicOrigin: 'https://play.example',
      basePath: '/games/cityrace',
    },
  ],
  [{ TRUST_PROXY: '0' }, { trustProxy: false }],
  [{ TRUST_PROXY: '2' }, { trustProxy: 2 }],
  [{ TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8' }, { trustProxy: ['loopback', '10.0.0.0/8', 'fd00::/8'] }],
  [{ LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
  [
    { RATE_LIMITS: 'guessPerSecond=10, newSocketsPerMinuteAddress=1.5' },
    { limits: { ...LIMITS, guessPerSecond: 10, newSocketsPerMinuteAddress: 1.5 } },
  ],
];
it.each(accepted)('reads %j', (env, expected) => {
  expect(configOf(env)).toMatchObject(expected);
});

const wrong: [Record<string, string>, string][] = [
  [{ PORT: 'eighty' }, 'PORT'],
  [{ PORT: '65536' }, 'PORT'],
  [{ PORT: '-1' }, 'PORT'],
  [{ HOST: 'two words' }, 'HOST'],
  [{ DATABASE_URL: 'mysql://host/x' }, 'DATABASE_URL'],
  [{ REDIS_URL: 'localhost:6379', SESSION_SECRET: SECRET }, 'REDIS_URL'],
  [{ REDIS_URL: 'redis://a:1,,redis://b:1', SESSION_SECRET: SECRET }, 'REDIS_URL'],
  [{ REDIS_URL: 'redis://a:1' }, 'SESSION_SECRET'],
  [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET'],
  [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD'],
  [{ PUBLIC_URL: 'play.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://play.example/path?query' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://play.example/two words' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://play.example/a//b' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://user@play.example' }, 'PUBLIC_URL'],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
  [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ RATE_LIMITS: 'none' }, 'RATE_LIMITS'],
  [{ FAST_PATH: 'yes' }, 'FAST_PATH'],
  [{ FAST_PATH: 'reads' }, 'FAST_PATH'],
  [{ FAST_PATH: 'frames,speed' }, 'FAST_PATH'],
  [{ FAST_PATH: 'on,frames' }, 'FAST_PATH'],
  [{ FAST_PATH: 'frames,,redis' }, 'FAST_PATH'],
  [{ FAST_PATH: 'frames,frames' }, 'FAST_PATH'],
  [{ RATE_LIMITS: 'guessesPerSecond=1' }, 'RATE_LIMITS'],
  [{ RATE_LIMITS: 'guessPerSecond=0' }, 'RATE_LIMITS'],
  [{ RATE_LIMITS: 'guessPerSecond=-5' }, 'RATE_LIMITS'],
  [{ RATE_LIMITS: 'nameLength=200' }, 'RATE_LIMITS'],
  [{ RATE_LIMITS: 'off', NODE_ENV: 'production' }, 'RATE_LIMITS'],
  [{ RATE_LIMITS: 'off', PUBLIC_URL: 'https://play.example' }, 'RATE_LIMITS'],
  [{ RATE_LIMITS: 'off', TRUST_PROXY: '1' }, 'RATE_LIMITS'],
];
it.each(wrong)('refuses %j in one line that names the variable', (env, name) => {
  const message = complaint(env);
  expect(message).toMatch(new RegExp(`^${name} `));
  expect(message).not.toContain('\n');
});

it('keeps secrets out of what it says', () => {
  expect(complaint({ SESSION_SECRET: 'hunter2' })).not.toContain('hunter2');
  expect(complaint({ DATABASE_URL: 'mysql://u:hunter2@h/x' })).not.toContain('hunter2');
});

describe('RATE_LIMITS=off', () => {
  it('lifts what names a rate or an address, and nothing else', () => {
    const { limits } = configOf({ RATE_LIMITS: 'off' });
    const lifted = new Set<string>(RATE_LIMIT_NAMES);
    for (const [name, value] of Object.entries(limits)) {
      if (lifted.has(name)) expect(value, name).toBe(Number.MAX_SAFE_INTEGER);
      else expect(value, name).toBe(LIMITS[name as keyof typeof LIMITS]);
    }
  });

  it('may be said with a proxy that is trusted by nobody', () => {
    expect(configOf({ RATE_LIMITS: 'off', TRUST_PROXY: '0' }).limits.guessPerSecond).toBe(
      Number.MAX_SAFE_INTEGER,
    );
  });
});
