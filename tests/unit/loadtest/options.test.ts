import { expect, test } from 'vitest';
import { parseRequest } from '../../../loadtest/options/command-line.ts';
import { BOUNDS, DEFAULTS } from '../../../loadtest/options/load-options.ts';
import { withScenario } from '../../../loadtest/options/scenario-options.ts';
import { refusalOf, targetFrom } from '../../../loadtest/raw-client/target.ts';

const optionsOf = (line: string) => {
  const request = parseRequest(line.split(' ').filter(Boolean));
  if (request.kind !== 'load') throw new Error(request.kind);
  return request.options;
};

test('reads the line of the manual', () => {
  expect(
    optionsOf('--players 1000 --rooms-of 4 --mode race --quiz europe --rate 3000 --seconds 30 --report out/'),
  ).toMatchObject({
    players: 1000,
    roomsOf: 4,
    mode: 'race',
    quiz: 'europe',
    seconds: 30,
    report: 'out/',
    shape: { kind: 'open', rate: 3000 },
  });
});

test('asks for little when told nothing', () => {
  expect(optionsOf('')).toEqual(DEFAULTS);
});

test('a closed loop, and people', () => {
  expect(optionsOf('--inflight 3').shape).toEqual({ kind: 'closed', rate: 0, inflight: 3 });
  expect(optionsOf('--human')).toMatchObject({ shape: { kind: 'human', rate: 1 }, reconnect: true });
});

test('whether refusals are obeyed, and what the server is held to', () => {
  expect(optionsOf('')).toMatchObject({ impatient: false, serverShare: undefined });
  expect(optionsOf('--impatient --server-share 0.3')).toMatchObject({ impatient: true, serverShare: 0.3 });
});

test.each([
  '--server-share 0',
  '--server-share 1.5',
  `--players ${BOUNDS.players + 1}`,
  `--seconds ${BOUNDS.seconds + 1}`,
  `--rate ${BOUNDS.rate + 1}`,
  '--rate 0',
  '--players 1.5',
  '--players many',
  '--mode chess',
  '--budget p95',
  '--budget speed=4',
  '--surprise',
  'leftover',
  '--compare one.json',
])('refuses %s', (line) => {
  expect(() => parseRequest(line.split(' '))).toThrow();
});

test.each(['http://127.0.0.1:3000', 'http://localhost', 'http://[::1]:80', 'http://127.8.8.8'])(
  '%s is this machine',
  (url) => {
    expect(refusalOf(targetFrom(url), undefined)).toBeUndefined();
  },
);

test.each([
  'http://10.0.0.1',
  'https://example.org',
  'http://127.0.0.1.example.org',
  'http://localhost.example',
])('%s is not, and may only be loaded by name', (url) => {
  const target = targetFrom(url);
  expect(refusalOf(target, undefined)).toContain('--i-own-this-host');
  expect(refusalOf(target, 'elsewhere.example')).toBeDefined();
  expect(refusalOf(target, target.host)).toBeUndefined();
});

test('only http addresses are targets', () => {
  expect(() => targetFrom('ftp://localhost')).toThrow(TypeError);
});

test('what the command line says wins over a scenario, also where it is the default', () => {
  const request = parseRequest(`--scenario streamer --seconds ${DEFAULTS.seconds} --rate 50`.split(' '));
  if (request.kind !== 'load') throw new Error(request.kind);
  const scenario = { players: 24, seconds: 30, shape: { kind: 'open', rate: 120, inflight: 0 } } as const;
  expect(withScenario(request.options, request.explicit, scenario)).toEqual({
    ...DEFAULTS,
    players: 24,
    shape: { kind: 'open', rate: 50, inflight: 0 },
  });
});
