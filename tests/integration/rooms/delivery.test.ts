import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomEvent, View } from '../../../shared/messages.ts';
import { FLEETS_AND_CLUSTER, startFleet, type Fleet } from '../../support/fleet.ts';
import type { TestPlayer } from '../../support/player.ts';
import { smallQuizzes } from '../../support/small-quizzes.ts';
import { untilPlaying } from '../../support/until-playing.ts';

const NAMES = smallQuizzes()
  .missed({ quiz: 'france', minPopulation: 0 }, new Set(), 0, 60)
  .cities.filter(({ name }) => /^[\p{L}-]{5,}$/u.test(name));

/** The events of the room in recorded frames, as they came. */
function eventsIn(frames: readonly string[]): RoomEvent[] {
  return frames.flatMap((frame) => {
    if (!frame.startsWith('2["events",')) return [];
    return (JSON.parse(frame.slice(1)) as ['events', { events: RoomEvent[] }])[1].events;
  });
}

/** How often each seq was told by an event, an event's `covers` or an acknowledgement of one's own find. */
function timesTold(player: TestPlayer): Map<number, number> {
  const times = new Map<number, number>();
  const tell = (seq: number): unknown => times.set(seq, (times.get(seq) ?? 0) + 1);
  for (const event of eventsIn(player.frames)) [event.seq, ...(event.covers ?? [])].forEach(tell);
  for (const frame of player.frames) {
    const own = /^3\d+\[\{"ok":true,"outcome":"found".*"seq":(\d+)/.exec(frame);
    if (own) tell(Number(own[1]));
  }
  return times;
}

describe.each(FLEETS_AND_CLUSTER)('delivery on %s', (kind) => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet(kind, { durations: { countdownMs: 200, heartbeatMs: 300 } });
  });
  afterAll(() => fleet.stop());

  async function game(mode: 'race' | 'claim', count: number) {
    const host = await fleet.player({ record: true });
    const roomId = await host.create({ quiz: 'france', mode });
    const players = [host];
    while (players.length < count) {
      const player = await fleet.player({ record: true });
      await player.join(roomId);
      players.push(player);
    }
    const joinedAt = Math.max(...players.map(({ watermark }) => watermark));
    await host.ask('start', { roomId });
    await untilPlaying(host);
    return { roomId, host, players, joinedAt };
  }

  it.each(['race', 'claim'] as const)('tells every member of a %s every seq exactly once', async (mode) => {
    const { roomId, host, players, joinedAt } = await game(mode, 5);
    await Promise.all(
      players.map(async (player, index) => {
        for (const { name } of NAMES.slice(index, index + 12)) await player.guess(name);
      }),
    );
    await host.ask('end', { roomId });
    for (const player of players) await player.until(({ phase }) => phase === 'ended', 'the end');
    const last = host.watermark;
    expect(last).toBeGreaterThan(joinedAt + 12);
    for (const player of players) {
      const told = timesTold(player);
      for (let seq = joinedAt + 1; seq <= last; seq += 1) expect([seq, told.get(seq)]).toEqual([seq, 1]);
      expect(player.watermark).toBe(last);
    }
    for (const player of players) expect(player.view!.results).toEqual(host.view!.results);
  });

  it('shows nobody what others find in a race, in any frame, until the end', async () => {
    const { roomId, host, players } = await game('race', 4);
    const [, finder, , third] = players;
    const watcher = await fleet.player({ record: true });
    await watcher.join(roomId, 'spectator');
    const found = [];
    for (const { name } of NAMES.slice(0, 10)) {
      const answer = await finder!.guess(name);
      if (answer.ok) found.push(...answer.cities);
    }
    const scoreOf = (view: View) => view.players.find(({ id }) => id === finder!.playerId)!.score;
    for (const other of [host, third!, watcher])
      await other.until((view) => scoreOf(view).cities === found.length, 'the score');
    await host.ask('sync', { roomId, since: 0 });
    await watcher.ask('sync', { roomId, since: 1 });
    await third!.ask('join', { roomId });
    const late = await fleet.player({ record: true });
    await late.join(roomId);
    expect(found.length).toBeGreaterThanOrEqual(10);
    for (const other of [host, third!, watcher, late]) {
      const seen = other.frames.join('\n');
      for (const { id, name, population } of found) {
        expect(seen).not.toContain(`"id":${id}`);
        expect(seen).not.toContain(name);
        expect(seen).not.toContain(String(population));
      }
      expect(scoreOf(other.view!)).toEqual({ cities: found.length });
    }
    await host.ask('end', { roomId });
    await late.until(({ phase }) => phase === 'ended', 'the end');
    expect((await late.join(roomId)).found).toHaveLength(found.length);
  });

  it('answers a resend after a lost acknowledgement as before, also after the end', async () => {
    const { roomId, host, players } = await game('claim', 2);
    const [, guest] = players;
    const guessId = randomUUID();
    const first = await guest!.ask('guess', { roomId, guessId, text: 'Marseille' });
    expect(await guest!.ask('guess', { roomId, guessId, text: 'Marseille' })).toEqual(first);
    const finds = (): RoomEvent[] => eventsIn(host.frames).filter(({ type }) => type === 'found');
    await expect.poll(finds).toHaveLength(1);
    await host.ask('end', { roomId });
    expect(await guest!.ask('guess', { roomId, guessId, text: 'Marseille' })).toEqual(first);
    await host.until(({ phase }) => phase === 'ended', 'the end');
    expect(finds()).toHaveLength(1);
  });

  it('beats in a quiet room with the seq of the store', async () => {
    const { roomId, host, players } = await game('claim', 2);
    const beats: number[] = [];
    players[1]!.socket.on('heartbeat', ({ seq, roomId: of }: { seq: number; roomId: string }) => {
      if (of === roomId) beats.push(seq);
    });
    await host.guess('Lyon');
    await expect.poll(() => beats.at(-1), { timeout: 3000 }).toBe(host.watermark);
    const count = beats.length;
    await expect.poll(() => beats.length - count, { timeout: 5000 }).toBeGreaterThanOrEqual(2);
  });
});
