import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNode, type TestNode } from '../../support/node.ts';
import { connectPlayer, type TestPlayer } from '../../support/player.ts';

describe('a solo game over a socket', () => {
  let node: TestNode;
  const players: TestPlayer[] = [];
  const player = async (token?: string): Promise<TestPlayer> => {
    const made = await connectPlayer({ urls: [node.url], ...(token ? { token } : {}) });
    players.push(made);
    return made;
  };

  beforeAll(async () => {
    node = await startNode({ durations: { drainMs: 100 } });
  });
  afterAll(async () => {
    for (const made of players) made.close();
    await node.stop();
  });

  it('starts at its creation, and the same createId is the same room', async () => {
    const one = await player();
    const createId = randomUUID();
    const settings = { quiz: 'france', mode: 'solo' } as const;
    const made = await one.ask('create', { createId, settings });
    if (!made.ok) throw new Error(made.code);
    expect(made.view).toMatchObject({ phase: 'playing', hostId: one.playerId, foundCount: 0, endsAt: null });
    expect(made.roomId).toMatch(/^[\w-]{22}$/);
    const again = await one.ask('create', { createId, settings });
    expect(again).toMatchObject({ ok: true, roomId: made.roomId });
  });

  it('answers a guess once, the same under its id, and already under another', async () => {
    const one = await player();
    const roomId = await one.create({ quiz: 'france', mode: 'solo' });
    const first = await one.ask('guess', { roomId, guessId: 'a', text: 'clermont ferrand' });
    expect(first).toMatchObject({ ok: true, outcome: 'found', seq: 1, score: { cities: 1 } });
    expect(await one.ask('guess', { roomId, guessId: 'a', text: 'clermont ferrand' })).toEqual(first);
    const second = await one.ask('guess', { roomId, guessId: 'b', text: 'Clermont-Ferrand' });
    expect(second).toMatchObject({ ok: true, outcome: 'already', cities: [{ name: 'Clermont-Ferrand' }] });
    expect(await one.ask('join', { roomId })).toMatchObject({ ok: true, seq: 1, view: { foundCount: 1 } });
  });

  it('gives the outcome of every kind of text', async () => {
    const one = await player();
    const roomId = await one.create({ quiz: 'france', mode: 'solo', typos: 'off' });
    const outcome = async (text: string) => {
      const answer = await one.ask('guess', { roomId, guessId: randomUUID(), text });
      return answer.ok ? answer : answer.code;
    };
    expect(await outcome('Lausanne')).toMatchObject({ outcome: 'outside', cities: [] });
    expect(await outcome('Marsielle')).toMatchObject({ outcome: 'unknown', cities: [] });
    const part = await outcome('Pont de Vivaux');
    expect(part).toMatchObject({ outcome: 'part', cities: [] });
    expect(part).not.toHaveProperty('partOf');
    expect(await outcome('Marseille')).toMatchObject({ outcome: 'found' });
    expect(await outcome('Pont de Vivaux')).toMatchObject({ outcome: 'part', partOf: { name: 'Marseille' } });
    const belleville = await outcome('Belleville');
    expect(belleville).toMatchObject({ outcome: 'found', more: expect.any(Number) as number });
    const next = await outcome('Belleville');
    expect(next).toMatchObject({ outcome: 'found' });
    expect((next as { cities: unknown[] }).cities).not.toEqual((belleville as { cities: unknown[] }).cities);
  });

  it('is nobody else’s business', async () => {
    const [one, other] = [await player(), await player()];
    const roomId = await one.create({ quiz: 'france', mode: 'solo' });
    const asked = [
      await other.ask('join', { roomId }),
      await other.ask('guess', { roomId, guessId: 'x', text: 'Paris' }),
      await other.ask('guess', { roomId, guessId: 'x', text: 'nowhere at all' }),
      await other.ask('sync', { roomId, since: 0 }),
      await other.ask('end', { roomId }),
    ];
    expect(asked.map((answer) => !answer.ok && answer.code)).toEqual(Array(5).fill('no_such_room'));
  });

  it('ends when its player gives up, and its run is saved with its timeline', async () => {
    const one = await player();
    const roomId = await one.create({ quiz: 'monaco', mode: 'solo' });
    const found = await one.guess('Monaco');
    if (!found.ok) throw new Error(found.code);
    expect(await one.ask('end', { roomId })).toEqual({ ok: true });
    const view = await one.until(({ phase }) => phase === 'ended', 'the end');
    const { runId } = view.results!;
    expect(await one.ask('guess', { roomId, guessId: 'late', text: 'Monte Carlo' })).toMatchObject({
      code: 'wrong_phase',
    });
    await expect.poll(() => node.database.saved.get(runId)?.timeline).toHaveLength(found.cities.length);
    expect(await one.ask('end', { roomId })).toEqual({ ok: true });
  });
});
