import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { createTokens } from '../../../server/identity/token.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { startNode, type NodeOptions, type TestNode } from '../../support/node.ts';
import { connectPlayer, type TestPlayer } from '../../support/player.ts';
import { openRawSocket } from '../../support/raw-socket.ts';
import { until } from '../../support/until.ts';

type Refused = Error & { data?: { code: string; retryAfterMs?: number } };

describe('limits', () => {
  let node: TestNode;
  const sockets: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.close();
    await node.stop();
  });

  async function start(options: NodeOptions = {}): Promise<void> {
    // Every connection of a test comes from one address.
    const limits = { newSocketsPerMinuteAddress: 1000, ...options.limits };
    node = await startNode({
      durations: { drainMs: 50 },
      ...options,
      env: { RATE_LIMITS: '', ...options.env },
      limits,
    });
  }
  async function player(): Promise<TestPlayer> {
    const made = await connectPlayer({ urls: [node.url] });
    sockets.push(made);
    return made;
  }
  /** Connects once; resolves with the refusal, or null when let in. */
  function knock(options: Record<string, unknown> = {}): Promise<Refused | null> {
    const socket: Socket = io(node.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...options,
    });
    sockets.push(socket);
    return new Promise((resolve) => {
      socket.once('welcome', () => resolve(null));
      socket.once('connect_error', (error) => resolve(error));
    });
  }

  it('gives a burst of guesses and then five a second, whatever they are', async () => {
    await start();
    const one = await player();
    const roomId = await one.create({ quiz: 'france', mode: 'solo' });
    const answers = await Promise.all(
      Array.from({ length: LIMITS.guessBurst + 10 }, (_, i) =>
        one.ask('guess', { roomId, guessId: `${i}`, text: `no such town ${i}` }),
      ),
    );
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer]));
    expect(refused.length).toBeGreaterThanOrEqual(8);
    for (const answer of refused) {
      expect(answer).toMatchObject({ code: 'rate_limited' });
      expect(answer.retryAfterMs).toBeGreaterThan(0);
    }
    const retryAt = Date.now() + refused[0]!.retryAfterMs!;
    await until(() => Date.now() > retryAt, 'the time that the answer gave');
    expect(await one.ask('guess', { roomId, guessId: 'x', text: 'nothing' })).toMatchObject({ ok: true });
  });

  it('gives names that are being typed credits of their own', async () => {
    await start();
    const one = await player();
    const roomId = await one.create({ quiz: 'france', mode: 'solo' });
    const typed = await Promise.all(
      Array.from({ length: LIMITS.typingBurst + 5 }, (_, i) =>
        one.ask('guess', { roomId, guessId: `${i}`, text: 'no such town', typing: true }),
      ),
    );
    expect(typed.slice(0, LIMITS.typingBurst).every(({ ok }) => ok)).toBe(true);
    expect(typed.at(-1)).toMatchObject({ code: 'rate_limited' });
    expect(await one.ask('guess', { roomId, guessId: 'x', text: 'nothing' })).toMatchObject({ ok: true });
  });

  it('counts the connections of a player together', async () => {
    const secret = 'known to this test alone';
    await start({ env: { SESSION_SECRET: secret } });
    const one = await player();
    const token = createTokens(secret).issue({ playerId: one.playerId, name: 'Twin' });
    const two = await connectPlayer({ urls: [node.url], token });
    sockets.push(two);
    const asked = Array.from({ length: 30 }, (_, i) => (i % 2 ? one : two).ask('time', {}));
    const accepted = (await Promise.all(asked)).filter(({ ok }) => ok);
    expect(accepted.length).toBeLessThanOrEqual(LIMITS.commandBurst + 1);
  });

  it('gives one emote in a second and a half', async () => {
    await start();
    const one = await player();
    const roomId = await one.create({ quiz: 'france', mode: 'race' });
    expect(await one.ask('emote', { roomId, emote: 'wave' })).toEqual({ ok: true });
    expect(await one.ask('emote', { roomId, emote: 'wave' })).toMatchObject({ code: 'rate_limited' });
  });

  it('closes a flood, and the neighbour plays on without a refusal', async () => {
    await start();
    const neighbour = await player();
    const roomId = await neighbour.create({ quiz: 'france', mode: 'solo' });
    const flood = await player();
    const flooded = await flood.create({ quiz: 'france', mode: 'solo' });
    const closed = new Promise<string>((resolve) => flood.socket.once('disconnect', resolve));
    for (let i = 0; i < 1000; i += 1)
      flood.socket.emit('guess', { roomId: flooded, guessId: `${i}`, text: 'x' });
    for (const text of ['Lyon', 'Lille', 'Nice', 'Nantes'])
      expect(await neighbour.ask('guess', { roomId, guessId: text, text })).toMatchObject({
        outcome: 'found',
      });
    expect(await closed).toMatch(/server|transport/);
  });

  it('counts the rooms that an identity makes', async () => {
    await start({ limits: { createsPerHourIdentity: 2 } });
    const one = await player();
    const create = () =>
      one.ask('create', { createId: randomUUID(), settings: { quiz: 'france', mode: 'solo' } });
    expect([(await create()).ok, (await create()).ok]).toEqual([true, true]);
    expect(await create()).toMatchObject({ code: 'rate_limited' });
    expect(
      (await (await player()).ask('create', { createId: 'a', settings: { quiz: 'france', mode: 'solo' } }))
        .ok,
    ).toBe(true);
  });

  it('lets nobody walk codes, and lets those in who hold a seat', async () => {
    await start({ limits: { failedJoinsPerMinuteAddress: 3 } });
    const host = await player();
    const roomId = await host.create({ quiz: 'france', mode: 'race' });
    const seated = await player();
    await seated.join(roomId);
    const walker = await player();
    const codes = ['AAAAAA', 'BBBBBB', 'CCCCCC', 'DDDDDD'];
    const answers = [];
    for (const code of codes) answers.push(await walker.ask('join', { roomId: code }));
    expect(answers.map((answer) => !answer.ok && answer.code)).toEqual([
      ...Array<string>(3).fill('no_such_room'),
      'rate_limited',
    ]);
    // A room that exists answers the same now.
    expect(await walker.ask('join', { roomId })).toMatchObject({ code: 'rate_limited' });
    expect((await seated.ask('join', { roomId })).ok).toBe(true);
  });

  it('bounds the connections of an address, and the new ones a minute', async () => {
    await start({ limits: { socketsPerAddress: 3, newSocketsPerMinuteAddress: 6 } });
    expect([await knock(), await knock(), await knock()]).toEqual([null, null, null]);
    expect((await knock())?.data).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: expect.any(Number) as number,
    });
    for (const socket of sockets.splice(0, 3)) socket.close();
    await expect.poll(async () => (await knock())?.data?.code ?? null, { interval: 100 }).toBe(null);
    for (const socket of sockets.splice(0)) socket.close();
    await expect.poll(async () => (await knock())?.data?.code, { interval: 50 }).toBe('rate_limited');
  });

  it('knows addresses from the proxy that is trusted, and IPv6 by /64', async () => {
    await start({ env: { TRUST_PROXY: 'loopback' }, limits: { socketsPerAddress: 1 } });
    const from = (address: string) => knock({ extraHeaders: { 'X-Forwarded-For': address } });
    expect(await from('2001:db8:1:2::1')).toBe(null);
    expect((await from('2001:db8:1:2:ffff::9'))?.data?.code).toBe('rate_limited');
    expect(await from('2001:db8:1:3::1')).toBe(null);
  });

  it('refuses pages of other origins, and takes programs', async () => {
    await start({ env: { PUBLIC_URL: 'https://cityrace.example' } });
    expect((await knock({ extraHeaders: { Origin: 'https://evil.example' } }))?.data).toEqual({
      code: 'bad_origin',
    });
    expect(await knock({ extraHeaders: { Origin: 'https://cityrace.example' } })).toBe(null);
    expect(await knock()).toBe(null);
  });

  it('closes on a frame that is too large', async () => {
    await start();
    const raw = await openRawSocket(node.port);
    raw.send(`420["time",{"pad":"${'x'.repeat(LIMITS.frameBytes)}"}]`);
    await raw.closed;
  });

  it('survives nonsense', async () => {
    await start();
    for (const nonsense of [
      '4',
      '42',
      '42[',
      '42["guess"',
      '421["guess",{}',
      '45999-["x"]',
      '43[]',
      '40',
      '9',
      '420[null]',
      '420[1]',
    ]) {
      const raw = await openRawSocket(node.port);
      raw.send(nonsense);
      raw.sendBinary(Buffer.from([1, 2, 3]));
      // It has read all of it when it closes its side as well.
      raw.socket.end();
      await raw.closed;
    }
    expect((await (await player()).ask('time', {})).ok).toBe(true);
  });

  it('works over long-polling', async () => {
    await start();
    expect(await knock({ transports: ['polling'] })).toBe(null);
    const socket = sockets.at(-1) as Socket;
    expect(await socket.timeout(2000).emitWithAck('time', {})).toMatchObject({ ok: true });
  });
});
