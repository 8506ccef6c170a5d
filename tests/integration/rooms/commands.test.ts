import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Commands } from '../../../shared/commands.ts';
import type { CommandName } from '../../../shared/messages.ts';
import { FLEETS, startFleet, type Fleet } from '../../support/fleet.ts';
import { smallQuizzes } from '../../support/small-quizzes.ts';
import type { TestPlayer } from '../../support/player.ts';
import { untilPlaying } from '../../support/until-playing.ts';

const RACE = { quiz: 'france', mode: 'race', seconds: 600 } as const;

/** `ok`, or the code of the refusal. */
async function code<Name extends CommandName>(
  player: TestPlayer,
  name: Name,
  payload: Commands[Name],
): Promise<string> {
  const answer = (await player.ask(name, payload)) as { ok: boolean; code?: string };
  return answer.ok ? 'ok' : answer.code!;
}

describe.each(FLEETS)('commands on %s', (kind) => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet(kind, { durations: { countdownMs: 300 } });
  });
  afterAll(() => fleet.stop());

  /** A room in its lobby with so many players, the host first. */
  async function lobby(
    count: number,
    settings: Commands['create']['settings'] = RACE,
  ): Promise<{ roomId: string; players: TestPlayer[]; host: TestPlayer; guest: TestPlayer }> {
    const host = await fleet.player({ name: 'Anna' });
    const roomId = await host.create(settings);
    const players = [host];
    while (players.length < count) {
      const player = await fleet.player({ name: `Player ${players.length}` });
      await player.join(roomId);
      players.push(player);
    }
    await host.until(({ players: seen }) => seen.length === count, 'everybody');
    return { roomId, players, host, guest: players[1]! };
  }

  async function game(count: number, settings: Commands['create']['settings'] = RACE) {
    const room = await lobby(count, settings);
    expect(await code(room.host, 'start', { roomId: room.roomId })).toBe('ok');
    for (const player of room.players) await player.until(({ phase }) => phase !== 'lobby', 'the start');
    await untilPlaying(room.host);
    return room;
  }

  it('creates a room with a code that can be read out, and one for the same createId', async () => {
    const host = await fleet.player();
    const createId = randomUUID();
    const made = await host.ask('create', { createId, settings: RACE });
    expect(made).toMatchObject({ ok: true, seq: 0, view: { phase: 'lobby', hostId: host.playerId } });
    if (made.ok) expect(made.roomId).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(await host.ask('create', { createId, settings: RACE })).toMatchObject({
      roomId: made.ok && made.roomId,
    });
    expect(await code(host, 'create', { createId: 'a', settings: { ...RACE, quiz: 'atlantis' } })).toBe(
      'no_such_quiz',
    );
    expect(await code(host, 'create', { createId: 'b', settings: { ...RACE, minPopulation: 7 } })).toBe(
      'bad_payload',
    );
  });

  it('tells everybody who joins, and suffixes a name that clashes', async () => {
    const { roomId, host } = await lobby(1);
    const other = await fleet.player({ name: 'ANNA' });
    const view = await other.join(roomId);
    expect(view.players.map(({ name }) => name)).toEqual(['Anna', 'ANNA 2']);
    await host.until(({ players }) => players.length === 2, 'the other');
    expect(host.events.at(-1)).toMatchObject({ type: 'joined', player: { name: 'ANNA 2', online: true } });
  });

  it('refuses to let in who may not come in', async () => {
    const { roomId, host, guest } = await lobby(2, { ...RACE, maxPlayers: 2 });
    const late = await fleet.player();
    expect(await code(late, 'join', { roomId })).toBe('room_full');
    expect(await code(late, 'join', { roomId, as: 'spectator' })).toBe('ok');
    expect(await code(late, 'join', { roomId, as: 'player' })).toBe('room_full');
    expect(await code(host, 'configure', { roomId, settings: { locked: true } })).toBe('ok');
    expect(await code(await fleet.player(), 'join', { roomId })).toBe('room_locked');
    expect(await code(host, 'kick', { roomId, playerId: guest.playerId, ban: true })).toBe('ok');
    expect(await code(guest, 'join', { roomId })).toBe('banned');
    expect(await code(late, 'join', { roomId: 'ZZZZZZ' })).toBe('no_such_room');
  });

  it('answers no_such_room to whoever is not in the room, whatever the command', async () => {
    const { roomId, host } = await lobby(1);
    const stranger = await fleet.player();
    const asked: [CommandName, object][] = [
      ['ready', { ready: true }],
      ['configure', { settings: {} }],
      ['start', {}],
      ['guess', { guessId: 'g', text: 'Paris' }],
      ['guess', { guessId: 'g', text: 'no such town' }],
      ['done', {}],
      ['end', {}],
      ['rematch', {}],
      ['rename', { name: 'Zoe' }],
      ['team', { team: 0 }],
      ['kick', { playerId: host.playerId }],
      ['handover', { playerId: host.playerId }],
      ['emote', { emote: 'wave' }],
      ['sync', { since: 0 }],
    ];
    for (const [name, rest] of asked)
      expect([name, await code(stranger, name, { roomId, ...rest })]).toEqual([name, 'no_such_room']);
    expect(await code(stranger, 'leave', { roomId })).toBe('ok');
  });

  it('marks who is ready, and tells everybody, the caller too', async () => {
    const { roomId, host, guest } = await lobby(2);
    expect(await code(guest, 'ready', { roomId, ready: true })).toBe('ok');
    const ready = { type: 'readied', playerId: guest.playerId, ready: true };
    for (const player of [host, guest]) {
      await player.until(({ players }) => players[1]!.ready, 'the mark');
      expect(player.events.at(-1)).toMatchObject(ready);
    }
  });

  it('lets the host alone configure, start, end, kick and hand over', async () => {
    const { roomId, host, guest } = await lobby(2);
    expect(await code(guest, 'configure', { roomId, settings: { seconds: 60 } })).toBe('not_host');
    expect(await code(guest, 'start', { roomId })).toBe('not_host');
    expect(await code(guest, 'end', { roomId })).toBe('not_host');
    expect(await code(guest, 'kick', { roomId, playerId: host.playerId })).toBe('not_host');
    expect(await code(guest, 'handover', { roomId, playerId: guest.playerId })).toBe('not_host');
    expect(await code(guest, 'rematch', { roomId })).toBe('not_host');
    const configured = await host.ask('configure', { roomId, settings: { seconds: 60, mode: 'claim' } });
    expect(configured).toMatchObject({ ok: true, view: { settings: { seconds: 60, mode: 'claim' } } });
    expect(await code(host, 'configure', { roomId, settings: { quiz: 'atlantis' } })).toBe('no_such_quiz');
    expect(await code(host, 'handover', { roomId, playerId: guest.playerId })).toBe('ok');
    expect(await code(host, 'start', { roomId })).toBe('not_host');
    await host.until(({ hostId }) => hostId === guest.playerId, 'the new host');
  });

  it('renames within the room, cleanly, without clash or profanity', async () => {
    const { roomId, host, guest } = await lobby(2);
    expect(await guest.ask('rename', { roomId, name: '  Zoë\u200b ' })).toEqual({ ok: true, name: 'Zoë' });
    await host.until(({ players }) => players[1]!.name === 'Zoë', 'the new name');
    expect(await code(host, 'rename', { roomId, name: 'ZOE' })).toBe('name_rejected');
    expect(await code(host, 'rename', { roomId, name: '\u200b' })).toBe('name_rejected');
    expect(await code(host, 'rename', { roomId, name: 'fuck' })).toBe('name_rejected');
  });

  it('chooses teams in the lobby of teams only', async () => {
    const { roomId, guest } = await lobby(2, { quiz: 'france', mode: 'teams', teams: 3 });
    expect(await code(guest, 'team', { roomId, team: 2 })).toBe('ok');
    await guest.until(({ players }) => players[1]!.team === 2, 'the team');
    expect(await code(guest, 'team', { roomId, team: 3 })).toBe('bad_payload');
    const race = await lobby(1);
    expect(await code(race.host, 'team', { roomId: race.roomId, team: 0 })).toBe('wrong_phase');
  });

  it('passes emotes on, from the listed set', async () => {
    const { roomId, host, guest } = await lobby(2);
    expect(await code(guest, 'emote', { roomId, emote: 'wow' })).toBe('ok');
    expect(await code(guest, 'emote', { roomId, emote: 'rude' as never })).toBe('bad_payload');
    await expect.poll(() => host.events.at(-1)).toMatchObject({ type: 'emoted', emote: 'wow' });
  });

  it('accepts guesses from startsAt on, not before, and starts once', async () => {
    const { roomId, host, guest } = await lobby(2);
    expect(await code(host, 'guess', { roomId, guessId: '1', text: 'Paris' })).toBe('wrong_phase');
    expect(await code(host, 'guess', { roomId, guessId: '1', text: 'no such town' })).toBe('wrong_phase');
    const started = await host.ask('start', { roomId });
    if (!started.ok) throw new Error(started.code);
    expect(started.endsAt! - started.startsAt).toBe(600_000);
    expect(await host.ask('start', { roomId })).toEqual(started);
    expect(await code(guest, 'guess', { roomId, guessId: '1', text: 'Paris' })).toBe('wrong_phase');
    expect(await code(guest, 'guess', { roomId, guessId: '1', text: 'no such town' })).toBe('wrong_phase');
    await expect.poll(() => code(guest, 'guess', { roomId, guessId: '1', text: 'Paris' })).toBe('ok');
    expect(await code(host, 'guess', { roomId, guessId: '1', text: 'no such town' })).toBe('ok');
    expect(await code(host, 'configure', { roomId, settings: { seconds: 60 } })).toBe('wrong_phase');
    expect(await code(host, 'ready', { roomId, ready: true })).toBe('wrong_phase');
    expect(await code(host, 'rematch', { roomId })).toBe('wrong_phase');
  });

  it('decides a claim once and tells the loser by how much', async () => {
    const { roomId, host, guest } = await game(2, { quiz: 'france', mode: 'claim' });
    const [a, b] = await Promise.all([host.guess('Nantes'), guest.guess('Nantes')]);
    const outcomes = [a, b].map((answer) => answer.ok && answer.outcome);
    expect([...outcomes].sort()).toEqual(['found', 'taken']);
    const [winner, lost] = outcomes[0] === 'found' ? [host, b] : [guest, a];
    expect(lost).toMatchObject({ cities: [{ name: 'Nantes', by: winner.playerId }] });
    if (lost.ok) expect(lost.cities[0]!.byMs).toBeGreaterThanOrEqual(0);
    const again = await winner.ask('guess', { roomId, guessId: 'other', text: 'Nantes' });
    expect(again).toMatchObject({ outcome: 'already' });
    await guest.until(({ found }) => found.length === 1, 'the find');
    await host.until(({ found }) => found.length === 1, 'the find');
  });

  it('names the city of a section to the side that has it', async () => {
    const { roomId, host, guest } = await game(2, { quiz: 'france', mode: 'coop' });
    expect(await guest.guess('Pont de Vivaux')).toEqual({ ok: true, outcome: 'part', cities: [] });
    await host.guess('Marseille');
    const part = await guest.ask('guess', { roomId, guessId: 'p', text: 'Pont de Vivaux' });
    expect(part).toMatchObject({ outcome: 'part', partOf: { name: 'Marseille' } });
  });

  it('ends when everybody is done, settles at once, and plays again in the same room', async () => {
    const { roomId, host, guest } = await game(2);
    await host.guess('Lyon');
    expect(await code(host, 'done', { roomId })).toBe('ok');
    expect(await code(host, 'guess', { roomId, guessId: 'x', text: 'Lille' })).toBe('wrong_phase');
    expect(await code(host, 'guess', { roomId, guessId: 'x', text: 'no such town' })).toBe('wrong_phase');
    expect(await code(host, 'done', { roomId })).toBe('ok');
    expect(await code(guest, 'done', { roomId })).toBe('ok');
    const view = await guest.until(({ phase }) => phase === 'ended', 'the end');
    expect(view.results).toMatchObject({
      standings: [
        { playerId: host.playerId, rank: 1, score: { cities: 1 } },
        { playerId: guest.playerId, rank: 2 },
      ],
    });
    const late = await fleet.player();
    expect(await code(late, 'join', { roomId })).toBe('wrong_phase');
    expect(await late.ask('join', { roomId, as: 'spectator' })).toMatchObject({
      view: { results: { runId: view.results?.runId }, you: { role: 'spectator' }, foundCount: 1 },
    });
    // What was hidden may be seen now.
    expect(await guest.ask('sync', { roomId, since: 0 })).toMatchObject({
      view: { found: [{ playerId: host.playerId, city: { name: 'Lyon' } }] },
    });
    const again = await host.ask('rematch', { roomId, settings: { quiz: 'germany' } });
    expect(again).toMatchObject({
      ok: true,
      view: { phase: 'lobby', foundCount: 0, settings: { quiz: 'germany' } },
    });
    await guest.until(({ phase }) => phase === 'lobby', 'the lobby');
    await expect
      .poll(() => fleet.database.saved.get(view.results!.runId))
      .toMatchObject({
        mode: 'race',
        timeline: [{ playerId: host.playerId }],
      });
    expect(await code(host, 'start', { roomId })).toBe('ok');
    await expect.poll(() => code(host, 'guess', { roomId, guessId: 'b', text: 'Berlin' })).toBe('ok');
  });

  it('keeps the seat and the finds of who leaves in play, and resumes it', async () => {
    const { roomId, host, guest } = await game(2, { quiz: 'france', mode: 'coop' });
    await guest.guess('Lille');
    expect(await code(guest, 'leave', { roomId })).toBe('ok');
    expect(await code(guest, 'leave', { roomId })).toBe('ok');
    await expect.poll(() => guest.events.at(-1)).toMatchObject({ type: 'left', playerId: guest.playerId });
    await host.until(({ players }) => !players[1]!.online, 'the absence');
    expect(await code(guest, 'guess', { roomId, guessId: 'z', text: 'Toulouse' })).toBe('not_seated');
    expect(await code(guest, 'guess', { roomId, guessId: 'z', text: 'no such town' })).toBe('not_seated');
    expect(await code(guest, 'sync', { roomId, since: 0 })).toBe('no_such_room');
    await host.guess('Nancy');
    expect((await guest.join(roomId)).found.map(({ city }) => city.name).sort()).toEqual(['Lille', 'Nancy']);
  });

  it('lets spectators watch and nothing more', async () => {
    const { roomId, host } = await game(1, { quiz: 'france', mode: 'coop' });
    const watcher = await fleet.player();
    await watcher.join(roomId, 'spectator');
    await host.guess('Rennes');
    await watcher.until(({ found }) => found.length === 1, 'the find');
    expect(await code(watcher, 'guess', { roomId, guessId: 'g', text: 'Lyon' })).toBe('not_seated');
    expect(await code(watcher, 'guess', { roomId, guessId: 'g', text: 'no such town' })).toBe('not_seated');
    expect(await code(watcher, 'done', { roomId })).toBe('not_seated');
  });

  it('credits what is being typed, and tells nothing else of it', async () => {
    const { roomId, host, guest } = await game(2, { ...RACE, mode: 'claim', typos: 'accept' });
    const type = (player: TestPlayer, guessId: string, text: string) =>
      player.ask('guess', { roomId, guessId, text, typing: true });
    const credit = await type(host, 'g1', 'Lyon');
    expect(credit).toMatchObject({ ok: true, outcome: 'found', cities: [{ name: 'Lyon' }] });
    // Sent after all, it is the same guess.
    expect(await host.ask('guess', { roomId, guessId: 'g1', text: 'Lyon' })).toEqual(credit);
    const nothing = { ok: true, outcome: 'unknown', cities: [] };
    expect(await type(host, 'already', 'Lyon')).toEqual(nothing);
    expect(await type(guest, 'taken', 'Lyon')).toEqual(nothing);
    expect(await type(guest, 'outside', 'Lausanne')).toEqual(nothing);
    expect(await type(guest, 'typo', 'Marsielle')).toEqual(nothing);
    expect(await type(guest, 'unknown', 'no such town')).toEqual(nothing);
    expect(await guest.ask('guess', { roomId, guessId: 'typo', text: 'Marsielle' })).toMatchObject({
      outcome: 'found',
    });
  });

  it('lets a host who does not play run the room, without a seat or a standing', async () => {
    const { roomId, players, host, guest } = await lobby(2, {
      ...RACE,
      mode: 'claim',
      maxPlayers: 2,
      hostPlays: false,
    });
    const filling = await fleet.player();
    expect(host.view).toMatchObject({ settings: { hostPlays: false }, you: { role: 'spectator' } });
    expect(await code(filling, 'join', { roomId })).toBe('ok');
    expect(await code(await fleet.player(), 'join', { roomId })).toBe('room_full');
    expect(await code(host, 'start', { roomId })).toBe('ok');
    for (const player of players) await player.until(({ phase }) => phase !== 'lobby', 'the start');
    await untilPlaying(guest);
    expect(await code(host, 'guess', { roomId, guessId: 'g', text: 'Lyon' })).toBe('not_seated');
    expect(await guest.guess('Lyon')).toMatchObject({ outcome: 'found' });
    await host.until(({ found }) => found.length === 1, 'the find');
    expect(await code(host, 'kick', { roomId, playerId: filling.playerId })).toBe('ok');
    expect(await code(host, 'end', { roomId })).toBe('ok');
    const { results } = await host.until((view) => view.results !== undefined, 'the results');
    expect(results!.standings.map(({ playerId }) => playerId)).toEqual([guest.playerId, filling.playerId]);
    const again = await host.ask('rematch', { roomId, settings: { hostPlays: true } });
    expect(again).toMatchObject({ ok: true, view: { hostId: host.playerId, you: { role: 'player' } } });
  });

  it('refuses late players where they are not wanted', async () => {
    const { roomId } = await game(1, { ...RACE, lateJoin: false });
    const late = await fleet.player();
    expect(await code(late, 'join', { roomId })).toBe('wrong_phase');
    expect(await code(late, 'join', { roomId, as: 'spectator' })).toBe('ok');
  });

  it('ends a game in the step that fills the map', async () => {
    const { host, guest } = await game(2, { quiz: 'monaco', mode: 'coop', namesakes: 'all' });
    const { cities } = smallQuizzes().missed({ quiz: 'monaco', minPopulation: 0 }, new Set(), 0, 100);
    for (const { name } of cities) await guest.guess(name);
    const view = await host.until(({ phase }) => phase === 'ended', 'the full map');
    expect(view.foundCount).toBe(cities.length);
    const standing = view.results?.standings.find(({ playerId }) => playerId === guest.playerId);
    expect(standing?.score.cities).toBe(cities.length);
  });

  it('answers view with the room as it stands, to those who are seated, and writes nothing', async () => {
    const { roomId, host, guest } = await game(2, { quiz: 'france', mode: 'race' });
    await guest.guess('Lille');
    const { rooms } = fleet.nodes[0]!.app.store;
    const before = await rooms.read(roomId);
    const seen = await host.ask('view', { roomId });
    expect(seen).toMatchObject({ ok: true, seq: before!.seq, view: { foundCount: 0, found: [] } });
    expect(await guest.ask('view', { roomId })).toMatchObject({
      view: { foundCount: 1, runId: before!.doc.runId },
    });
    expect((await rooms.read(roomId))!.version).toBe(before!.version);
    const stranger = await fleet.player();
    expect(await code(stranger, 'view', { roomId })).toBe('no_such_room');
    await guest.ask('leave', { roomId });
    expect(await code(guest, 'view', { roomId })).toBe('no_such_room');
  });

  it('writes nothing for a join that changes nothing, nor into the record for an emote', async () => {
    const { roomId, host, guest } = await lobby(2);
    const { rooms } = fleet.nodes[0]!.app.store;
    const before = (await rooms.read(roomId))!;
    for (const player of [host, guest]) {
      expect(await code(player, 'join', { roomId })).toBe('ok');
      expect(await code(player, 'emote', { roomId, emote: 'clap' })).toBe('ok');
    }
    const after = (await rooms.read(roomId))!;
    expect([after.version, after.seq]).toEqual([before.version, before.seq + 2]);
    for (const player of [host, guest])
      await player.until(() => player.events.filter(({ type }) => type === 'emoted').length === 2, 'both');
    expect(await code(await fleet.player(), 'emote', { roomId, emote: 'clap' })).toBe('no_such_room');
  });

  it('takes no guess of one game in the next', async () => {
    const { roomId, host, guest } = await game(2, { quiz: 'france', mode: 'coop' });
    const { runId } = guest.view!;
    const guess = { roomId, guessId: 'late', text: 'Lyon', runId: runId! };
    expect(await guest.ask('guess', guess)).toMatchObject({ ok: true, outcome: 'found' });
    expect(await code(host, 'end', { roomId })).toBe('ok');
    expect(await guest.ask('guess', guess), 'sent again after the end').toMatchObject({ outcome: 'found' });
    expect(await code(host, 'rematch', { roomId })).toBe('ok');
    expect(await code(host, 'start', { roomId })).toBe('ok');
    await host.until(({ phase }) => phase !== 'lobby', 'the start');
    await untilPlaying(host);
    for (const text of ['Lyon', 'no such town'])
      expect(await code(guest, 'guess', { ...guess, text })).toBe('wrong_phase');
    await guest.until(({ runId: next }) => next !== undefined && next !== runId, 'another run');
    expect(await guest.guess('Lyon')).toMatchObject({ ok: true, outcome: 'found' });
    expect((await host.join(roomId)).foundCount).toBe(1);
  });

  it('answers sync with what was missed, or the view where the gap is too old', async () => {
    const { roomId, host, guest } = await game(2, { quiz: 'france', mode: 'coop' });
    const before = guest.watermark;
    await host.guess('Metz');
    const missed = await guest.ask('sync', { roomId, since: before });
    expect(missed).toMatchObject({ ok: true, events: [{ type: 'found', seq: before + 1 }], seq: before + 1 });
  });

  it('refuses what is no command', async () => {
    const { host } = await lobby(1);
    const ask = (name: string, ...args: unknown[]): Promise<{ code?: string }> =>
      host.socket.timeout(2000).emitWithAck(name, ...args) as Promise<{ code?: string }>;
    expect(await ask('cheat', {})).toMatchObject({ ok: false, code: 'unknown_command' });
    expect(await ask('toString', {})).toMatchObject({ code: 'unknown_command' });
    expect(await ask('guess', { text: 'Paris' })).toMatchObject({ code: 'bad_payload' });
    expect(await ask('guess')).toMatchObject({ code: 'bad_payload' });
    expect(await ask('guess', null)).toMatchObject({ code: 'bad_payload' });
    expect(await ask('time', {}, {})).toMatchObject({ code: 'bad_payload' });
    expect(await ask('time', { extra: 1 })).toMatchObject({ code: 'bad_payload' });
    expect(await ask('time', Buffer.from('x'))).toMatchObject({ code: 'bad_payload' });
    let bomb: unknown = [];
    for (let depth = 0; depth < 2000; depth += 1) bomb = [bomb];
    expect(await ask('time', bomb)).toMatchObject({ code: 'bad_payload' });
    expect(await ask('time', { pad: 'x'.repeat(4000) })).toMatchObject({ code: 'bad_payload' });
    host.socket.emit('time', {});
    expect(await ask('time', {})).toMatchObject({ ok: true, serverNow: expect.any(Number) as number });
  });
});
