import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createHandshakes } from '../../../server/endpoint/handshake.ts';
import { createYieldingHandshakes } from '../../../server/endpoint/yielding-handshakes.ts';
import { createIdentities } from '../../../server/identity/identity.ts';
import { LIMITS } from '../../../shared/limits.ts';

const request: IncomingMessage = { headers: {}, socket: { remoteAddress: '192.0.2.1' } } as never;

function handshakes(options: { roomsOf?: () => Promise<string[]>; handshakesUnderWay?: number } = {}) {
  const identities = createIdentities({
    secret: 'a secret',
    secure: false,
    path: '',
    acceptName: (name) => name,
  });
  const limits = { ...LIMITS, socketsPerAddress: 1, handshakesUnderWay: options.handshakesUnderWay ?? 10 };
  const overload = { isOverloaded: () => true, retryAfterMs: () => 432 };
  const { roomsOf = () => Promise.resolve([]) } = options;
  const inner = createHandshakes({
    config: { publicOrigin: null, trustProxy: false },
    identities,
    quotas: { spend: () => Promise.resolve(undefined), check: () => Promise.resolve(undefined) },
    limits,
    roomsOf,
    isDraining: () => false,
    log: undefined as never,
  });
  return {
    overload,
    yielding: createYieldingHandshakes({ handshakes: inner, overload, limits }),
    identities,
  };
}

it('keeps strangers out while there is too much to do, and does not count them', async () => {
  const { overload, yielding } = handshakes();
  const refusal = { data: { code: 'overloaded', retryAfterMs: 432 } };
  await expect(yielding.admit(request, {})).rejects.toMatchObject(refusal);
  await expect(yielding.admit(request, {})).rejects.toMatchObject(refusal);
  overload.isOverloaded = () => false;
  await expect(yielding.admit(request, {})).resolves.toMatchObject({ rooms: [] });
  await expect(yielding.admit(request, {})).rejects.toMatchObject({ data: { code: 'rate_limited' } });
});

it('lets those in who hold a seat', async () => {
  const first = handshakes();
  first.overload.isOverloaded = () => false;
  const { identity } = await first.yielding.admit(request, {});
  const { yielding } = handshakes({ roomsOf: () => Promise.resolve(['ABCDEF']) });
  await expect(yielding.admit(request, { token: identity.token })).resolves.toMatchObject({
    rooms: ['ABCDEF'],
  });
});

it('has so many under way at once', async () => {
  const first = handshakes();
  first.overload.isOverloaded = () => false;
  const { identity } = await first.yielding.admit(request, {});
  let answer: (rooms: string[]) => void = () => undefined;
  const asked = new Promise<string[]>((resolve) => (answer = resolve));
  const { yielding } = handshakes({ roomsOf: () => asked, handshakesUnderWay: 1 });
  const waiting = yielding.admit(request, { token: identity.token });
  await expect(yielding.admit(request, {})).rejects.toMatchObject({ data: { code: 'overloaded' } });
  answer(['ABCDEF']);
  await expect(waiting).resolves.toMatchObject({ rooms: ['ABCDEF'] });
});
