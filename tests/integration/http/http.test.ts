import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { request as plainRequest, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnavailable, type RoomStore } from '../../../server/store/room-store.ts';
import { runHeader } from '../../../server/store/run.ts';
import type { Quiz } from '../../../shared/catalogue/quiz.ts';
import { findsOf, type FoundColumns } from '../../../shared/found-columns.ts';
import { roomCodeFrom } from '../../../shared/ids.ts';
import type { City, Run } from '../../../shared/messages.ts';
import { createRoom, join } from '../../../shared/room/rules.ts';
import { advance } from '../../../shared/room/advance.ts';
import { completeSettings } from '../../../shared/room/settings.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import type { SettingsInput } from '../../../shared/settings.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { someQuizzes } from '../../support/quizzes.ts';
import { startSite, type Site } from './site.ts';

const quizzes = someQuizzes();
let postgres: TestPostgres;
let databaseUrl: string;
let site: Site;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  site = await startSite({ databaseUrl, quizzes });
});
afterAll(async () => {
  await site.close();
  await postgres.remove();
});

const get = (path: string, headers: Record<string, string> = {}, at = site): Promise<Response> =>
  fetch(at.url + path, { headers, redirect: 'manual' });
const post = (
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  at = site,
): Promise<Response> =>
  fetch(at.url + path, {
    method: 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

/** Status and code of a refusal, after checking that it is a problem document. */
async function problem(response: Response): Promise<[number, string]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = await json<{ status: number; code: string; title: string }>(response);
  expect(body.status).toBe(response.status);
  expect(body.title).not.toBe('');
  return [response.status, body.code];
}

describe('POST /api/session', () => {
  it('makes a guest, and knows the guest again by the cookie', async () => {
    const first = await post('/api/session');
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const guest = await json<{ playerId: string; name: string }>(first);
    expect(Object.keys(guest).sort()).toEqual(['name', 'playerId']);
    const again = await post('/api/session', undefined, { cookie: cookieOf(first) });
    expect(await json(again)).toEqual(guest);
    expect(await json(await post('/api/session'))).not.toEqual(guest);
  });

  it('keeps a name that may be shown', async () => {
    const first = await post('/api/session', { name: '  Zoë ' });
    expect(await json(first)).toMatchObject({ name: 'Zoë' });
    const cookie = cookieOf(first);
    expect(await json(await post('/api/session', {}, { cookie }))).toMatchObject({ name: 'Zoë' });
    expect(await problem(await post('/api/session', { name: 'fuck' }, { cookie }))).toEqual([
      400,
      'name_rejected',
    ]);
  });

  it.each([['[]'], ['{"name":1}'], ['{"x":1}'], ['{'], ['"text"']])('refuses %s', async (body) => {
    expect(await problem(await post('/api/session', body))).toEqual([400, 'bad_payload']);
  });

  it('refuses a large body, and a page of another site', async () => {
    expect(await problem(await post('/api/session', { name: 'x'.repeat(5000) }))).toEqual([413, 'too_large']);
    const foreign = await post('/api/session', undefined, { origin: 'https://elsewhere.example' });
    expect(await problem(foreign)).toEqual([403, 'bad_origin']);
    expect(foreign.headers.get('set-cookie')).toBeNull();
    expect((await post('/api/session', undefined, { origin: site.url })).status).toBe(200);
  });
});

describe('links to another device', () => {
  it('make it the same player, once', async () => {
    const session = await post('/api/session', { name: 'Anna' });
    const me = await json<{ playerId: string; name: string }>(session);
    const made = await post('/api/links', { roomId: 'ABCDEF' }, { cookie: cookieOf(session) });
    const { url, expiresAt } = await json<{ url: string; expiresAt: number }>(made);
    expect(url).toMatch(new RegExp(`^${site.url}/link/[A-Za-z0-9_-]{22}$`));
    expect(expiresAt - Date.now()).toBeGreaterThan(DURATIONS.linkMs - 60_000);

    const path = new URL(url).pathname;
    expect((await get(path)).status).toBe(200);
    const used = await post(`/api/links/${path.slice('/link/'.length)}`);
    expect(await json(used)).toEqual({ ...me, roomId: 'ABCDEF' });
    const there = await post('/api/session', undefined, { cookie: cookieOf(used) });
    expect(await json(there)).toEqual(me);
    expect(await problem(await post(`/api/links/${path.slice('/link/'.length)}`))).toEqual([
      404,
      'no_such_link',
    ]);
    expect(site.lines.join('')).not.toContain(path.slice('/link/'.length));
  });

  it('are for those who are somebody', async () => {
    expect(await problem(await post('/api/links'))).toEqual([401, 'no_session']);
    expect(await problem(await post('/api/links/short'))).toEqual([404, 'no_such_link']);
    expect(await problem(await post(`/api/links/${'A'.repeat(22)}`))).toEqual([404, 'no_such_link']);
  });

  it('are limited for each identity', async () => {
    const cookie = cookieOf(await post('/api/session'));
    const statuses: number[] = [];
    for (let n = 0; n <= site.config.limits.linksPerHourIdentity; n += 1)
      statuses.push((await post('/api/links', undefined, { cookie })).status);
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('the catalogue', () => {
  it('lists quizzes, and answers 304 to whoever has them', async () => {
    const response = await get('/api/quizzes');
    const list = await json<{ slug: string; cities: number }[]>(response);
    expect(list.map(({ slug }) => slug)).toEqual(['france', 'world', 'capitals']);
    const etag = response.headers.get('etag')!;
    const again = await get('/api/quizzes', { 'if-none-match': `W/"x", ${etag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await get('/api/quizzes', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('describes a quiz without naming its cities', async () => {
    const response = await get('/api/quizzes/france');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ slug: 'france', kind: 'country', country: 'FR' });
    expect(text).not.toContain('Marseille');
    expect(response.headers.get('cache-control')).toContain('public');
  });

  it('counts what a floor leaves', async () => {
    type Figures = Pick<Quiz, 'cities' | 'population' | 'floors' | 'regions' | 'brackets'>;
    const whole = await json<Figures>(await get('/api/quizzes/france'));
    const floor = whole.floors.at(-1)!;
    const { cities, population, floors, regions, brackets } = await json<Figures>(
      await get(`/api/quizzes/france?minPopulation=${floor.minPopulation}`),
    );
    expect({ minPopulation: floor.minPopulation, cities, population }).toEqual(floor);
    expect(floors).toEqual(whole.floors);
    expect(regions.reduce((sum, region) => sum + region.cities, 0)).toBeLessThanOrEqual(cities);
    expect(brackets.every((bracket) => bracket.cities <= cities)).toBe(true);
  });

  it.each(['br', 'gzip'])('compresses with %s', async (coding) => {
    const { headers, body } = await raw('/api/quizzes/france', { 'accept-encoding': coding });
    expect(headers['content-encoding']).toBe(coding);
    expect(headers.vary).toContain('Accept-Encoding');
    expect(Number(headers['content-length'])).toBe(body.length);
  });

  it('knows no other quiz', async () => {
    expect(await problem(await get('/api/quizzes/france?minPopulation=7'))).toEqual([404, 'no_such_quiz']);
    expect(await problem(await get('/api/quizzes/france?minPopulation=many'))).toEqual([400, 'bad_payload']);
    expect(await problem(await get('/api/quizzes/atlantis'))).toEqual([404, 'no_such_quiz']);
    expect(await problem(await get('/api/quizzes/__proto__'))).toEqual([404, 'no_such_quiz']);
    expect(await problem(await get('/api/quizzes/atlantis/map'))).toEqual([404, 'no_such_quiz']);
  });

  it('leads to the map, which may be kept for a year', async () => {
    const response = await get('/api/quizzes/france/map');
    expect(response.status).toBe(302);
    const address = response.headers.get('location')!;
    expect(address).toBe('/maps/france.0123abcd.json');
    const map = await get(address);
    expect(await json(map)).toEqual({ type: 'Topology' });
    expect(map.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await raw(address, { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
    expect(await problem(await get('/maps/none.json'))).toEqual([404, 'no_such_route']);
  });

  it('says not found, and goes on, when a file vanishes under it', async () => {
    rmSync(`${site.mapsFolder}/france.0123abcd.json.br`);
    const gone = await raw('/maps/france.0123abcd.json', { 'accept-encoding': 'br' });
    expect(JSON.parse(gone.body.toString())).toMatchObject({ status: 404 });
    expect((await get('/livez')).status).toBe(200);
  });
});

describe('finds of a room', () => {
  it('come in columns, oldest first, to those who hold a seat', async () => {
    const { roomId, tokens } = await playedRoom(site.store, { mode: 'claim' }, [40, 25]);
    const response = await get(`/api/rooms/${roomId}/found?after=0`, bearer(tokens[1]!));
    const columns = await json<FoundColumns>(response);
    expect(columns.next).toBeNull();
    const finds = findsOf(columns);
    expect(finds).toHaveLength(65);
    expect(finds.map(({ city }) => city)).toEqual(finds.map(({ city }) => quizzes.city(city.id)));
    expect(new Set(finds.map(({ playerId }) => playerId)).size).toBe(2);
    expect(finds.map(({ at }) => at)).toEqual(finds.map(({ at }) => at).sort((a, b) => a - b));
    const late = await json<FoundColumns>(
      await get(`/api/rooms/${roomId}/found?after=60`, bearer(tokens[0]!)),
    );
    expect(findsOf(late)).toEqual(finds.slice(60));
  });

  it('are nobody else’s business', async () => {
    const { roomId } = await playedRoom(site.store, { mode: 'claim' }, [3]);
    const stranger = site.identities.issueToken(site.identities.newGuest());
    for (const headers of [{}, bearer(stranger), bearer('nonsense')]) {
      expect(await problem(await get(`/api/rooms/${roomId}/found`, headers))).toEqual([404, 'no_such_room']);
      expect(await problem(await get(`/api/rooms/ZZZZZZ/found`, headers))).toEqual([404, 'no_such_room']);
    }
  });

  it('of others stay hidden in a race', async () => {
    const { roomId, tokens, playerIds } = await playedRoom(site.store, { mode: 'race' }, [5, 7]);
    const own = await json<FoundColumns>(await get(`/api/rooms/${roomId}/found`, bearer(tokens[0]!)));
    expect(own.players).toEqual([playerIds[0]]);
    expect(own.id).toHaveLength(5);
  });

  it('are asked for by a position', async () => {
    const { roomId, tokens } = await playedRoom(site.store, { mode: 'coop' }, [1]);
    for (const after of ['-1', 'x', '1.5'])
      expect(
        await problem(await get(`/api/rooms/${roomId}/found?after=${after}`, bearer(tokens[0]!))),
      ).toEqual([400, 'bad_payload']);
  });

  it('of a whole world travel in pages of no more than 600 KB together', async () => {
    const { roomId, tokens } = await playedRoom(site.store, { mode: 'coop', quiz: 'world' }, [20_000]);
    let after: number | null = 0;
    let bytes = 0;
    const ids = new Set<number>();
    while (after !== null) {
      const path = `/api/rooms/${roomId}/found?after=${after}`;
      bytes += (await raw(path, { ...bearer(tokens[0]!), 'accept-encoding': 'br' })).body.length;
      const page: FoundColumns = await json<FoundColumns>(await get(path, bearer(tokens[0]!)));
      for (const id of page.id) ids.add(id);
      after = page.next;
    }
    expect(ids.size).toBe(20_000);
    expect(bytes).toBeLessThan(600_000);
  });
});

describe('runs', () => {
  it('are read while they wait in the outbox, and after they are saved', async () => {
    const { roomId, runId, playerIds } = await playedRoom(site.store, { mode: 'claim' }, [30, 12], true);
    const waiting = await json<Run>(await get(`/api/runs/${runId}`));
    expect(waiting).toMatchObject({ runId, mode: 'claim', dataVersion: quizzes.dataVersion });
    expect(waiting.players.map(({ playerId }) => playerId).sort()).toEqual([...playerIds].sort());
    expect(waiting.timeline).toHaveLength(42);
    await site.database.runs.save(waiting);
    await site.store.outbox.saved(roomId, runId);
    await site.store.rooms.remove(roomId);
    expect(await json(await get(`/api/runs/${runId}`))).toEqual(waiting);

    const found = await json<FoundColumns>(await get(`/api/runs/${runId}/found`));
    expect(found.id).toEqual(waiting.timeline.map(({ cityId }) => cityId));
    expect(findsOf(found)[0]).toEqual({
      playerId: waiting.timeline[0]!.playerId,
      city: quizzes.city(waiting.timeline[0]!.cityId),
      at: waiting.startedAt + waiting.timeline[0]!.atMs,
    });
  });

  it('tell what nobody named, biggest first, page by page, each once', async () => {
    const { runId } = await playedRoom(site.store, { mode: 'coop', quiz: 'capitals' }, [20], true);
    const run = await json<Run>(await get(`/api/runs/${runId}`));
    const found = new Set(run.timeline.map(({ cityId }) => cityId));
    const first = await json<Missed>(await get(`/api/runs/${runId}/missed`));
    const { cities: total } = quizzes.facts(run.settings)!;
    expect(first.count).toBe(total - 20);
    expect(first.cities).toHaveLength(first.count);
    expect(first.cursor).toBeNull();
    expect(first.cities.filter(({ id }) => found.has(id))).toEqual([]);
    const populations = first.cities.map(({ population }) => population);
    expect(populations).toEqual([...populations].sort((a, b) => b - a));
  });

  it('give 500 missed cities a page', async () => {
    const { runId } = await playedRoom(site.store, { mode: 'coop', minPopulation: 15_000 }, [20], true);
    const seen: number[] = [];
    let cursor: string | null = '0';
    let count = 0;
    while (cursor !== null) {
      const page: Missed = await json<Missed>(await get(`/api/runs/${runId}/missed?cursor=${cursor}`));
      expect(page.cities.length).toBeLessThanOrEqual(500);
      if (page.cursor !== null) expect(page.cities).toHaveLength(500);
      for (const { id } of page.cities) seen.push(id);
      ({ cursor, count } = page);
    }
    expect(seen).toHaveLength(count);
    expect(new Set(seen).size).toBe(count);
    expect(count).toBe(quizzes.facts({ quiz: 'france', minPopulation: 15_000 })!.cities - 20);
  });

  it('that never were are not found', async () => {
    for (const path of ['/api/runs/x', `/api/runs/${'A'.repeat(22)}`, `/api/runs/${'A'.repeat(22)}/missed`])
      expect(await problem(await get(path))).toEqual([404, 'no_such_run']);
    const { runId } = await playedRoom(site.store, { mode: 'coop' }, [1], true);
    expect(await problem(await get(`/api/runs/${runId}/missed?cursor=x`))).toEqual([400, 'bad_payload']);
  });

  it('can be read from the outbox while the database is away, and others are unavailable', async () => {
    const away = await startSite({ databaseUrl: 'postgres://test@127.0.0.1:1/none', quizzes });
    const { runId } = await playedRoom(away.store, { mode: 'coop' }, [9], true);
    expect((await json<Run>(await get(`/api/runs/${runId}`, {}, away))).timeline).toHaveLength(9);
    const other = await get(`/api/runs/${'A'.repeat(22)}`, {}, away);
    expect(other.headers.get('retry-after')).not.toBeNull();
    expect(await problem(other)).toEqual([503, 'unavailable']);
    expect((await get(`/run/${'A'.repeat(22)}`, {}, away)).status).toBe(200);
    expect((await post('/api/client-errors', { message: 'x' }, {}, away)).status).toBe(204);
    const ready = await get('/readyz', {}, away);
    expect([ready.status, await ready.json()]).toEqual([503, { redis: 'embedded', postgres: 'down' }]);
    expect((await get('/livez', {}, away)).status).toBe(200);
    await away.close();
  });
});

describe('errors of browsers', () => {
  it('are recorded', async () => {
    const report = { message: 'x is not \0a function', stack: 'at main.js:1', path: '/play/abc' };
    expect((await post('/api/client-errors', report, { 'user-agent': 'a browser' })).status).toBe(204);
    await expect
      .poll(() => site.database.clientErrors.newest(1))
      .toMatchObject([{ message: 'x is not a function', stack: 'at main.js:1', userAgent: 'a browser' }]);
    expect(site.lines.some((line) => line.includes('"client error"'))).toBe(true);
  });

  it('have a size, a shape and a rate', async () => {
    const large = { message: 'x', stack: 'x'.repeat(10_000) };
    expect(await problem(await post('/api/client-errors', large))).toEqual([413, 'too_large']);
    expect(await problem(await post('/api/client-errors', { stack: 'x' }))).toEqual([400, 'bad_payload']);
    expect(await problem(await post('/api/client-errors'))).toEqual([400, 'bad_payload']);
    const strict = await startSite({
      databaseUrl,
      quizzes,
      env: { RATE_LIMITS: 'clientErrorsPerHourAddress=2' },
    });
    const statuses = [];
    for (let n = 0; n < 3; n += 1)
      statuses.push((await post('/api/client-errors', { message: 'x' }, {}, strict)).status);
    expect(statuses).toEqual([204, 204, 429]);
    await strict.close();
  });
});

describe('limits of an address', () => {
  it('hold for what a proxy that is trusted says, and IPv6 counts by /64', async () => {
    const env = { RATE_LIMITS: 'httpPerMinuteAddress=3', TRUST_PROXY: 'loopback' };
    const strict = await startSite({ databaseUrl, quizzes, env });
    const from = async (address: string): Promise<number> =>
      (await post('/api/session', undefined, { 'x-forwarded-for': address }, strict)).status;
    expect([await from('1.1.1.1'), await from('1.1.1.1'), await from('1.1.1.1')]).toEqual([200, 200, 200]);
    const refused = await post('/api/session', undefined, { 'x-forwarded-for': '1.1.1.1' }, strict);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problem(refused)).toEqual([429, 'rate_limited']);
    expect(await from('9.9.9.9, 1.1.1.1')).toBe(429);
    expect(await from('1.1.1.2')).toBe(200);
    for (const host of ['1', '2', '3']) await from(`2001:db8:0:1::${host}`);
    expect(await from('2001:db8:0:1::4')).toBe(429);
    expect(await from('2001:db8:0:2::4')).toBe(200);
    // What costs nothing is not counted.
    expect((await get('/api/quizzes', { 'x-forwarded-for': '1.1.1.1' }, strict)).status).toBe(200);
    await strict.close();
  });
});

describe('health', () => {
  it('tells which stores are there', async () => {
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { redis: 'embedded', postgres: 'up' }]);
    const away = await startSite({
      databaseUrl,
      quizzes,
      store: { ...site.store, kind: 'redis', ping: () => Promise.reject(new StoreUnavailable('away')) },
    });
    expect(await (await get('/readyz', {}, away)).json()).toMatchObject({ redis: 'down' });
    expect((await get('/livez', {}, away)).status).toBe(200);
    await away.close();
  });

  it('says so when this node is going away', async () => {
    const going = await startSite({ databaseUrl, quizzes, isDraining: () => true });
    expect((await get('/livez', {}, going)).status).toBe(503);
    await going.close();
  });
});

describe('GET /metrics', () => {
  it('is open to this machine, and to nobody behind a proxy', async () => {
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/^cityrace_http_seconds_count\{route="\/api\/session",status="200"\} \d+$/m);
    expect(text).toContain('cityrace_event_loop_lag_seconds');
    expect(text).not.toMatch(/\/link\/[A-Za-z0-9_-]{22}/);
    const proxied = await get('/metrics', { 'x-forwarded-for': '127.0.0.1' });
    expect(await problem(proxied)).toEqual([401, 'not_allowed']);
  });

  it('takes the operator’s password', async () => {
    const guarded = await startSite({ databaseUrl, quizzes, env: { ADMIN_PASSWORD: 'correct horse: é' } });
    const basic = (text: string) => ({
      via: '1.1 proxy',
      authorization: `Basic ${Buffer.from(text).toString('base64')}`,
    });
    expect((await get('/metrics', basic('anybody:correct horse: é'), guarded)).status).toBe(200);
    const refused = await get('/metrics', basic('anybody:wrong'), guarded);
    expect(refused.headers.get('www-authenticate')).toContain('Basic');
    expect(refused.status).toBe(401);
    await guarded.close();
  });
});

describe('pages', () => {
  it.each(['/', '/quizzes', '/help', '/play/abc', '/r/ABCDEF', '/link/abc', '/quiz/france'])(
    '%s is the app',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toContain('<div id="app">');
    },
  );

  it.each(['/nowhere', '/a/b/c', '/quiz/atlantis', '/index.htm', `/run/${'A'.repeat(22)}`])(
    '%s is the app with status 404',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('<div id="app">');
    },
  );

  it('say in a preview what a quiz is', async () => {
    const html = await (await get('/quiz/france')).text();
    expect(html).toContain('<title>France · Cityrace</title>');
    expect(html).toContain('<meta property="og:title" content="France" />');
    expect(html).toContain(`<meta property="og:url" content="${site.url}/quiz/france" />`);
    expect(html.match(/name="description"/g)).toHaveLength(1);
  });

  it('name the one address of what search engines may list, and stay at the root without a path', async () => {
    const html = await (await get('/quiz/france?from=chat')).text();
    expect(html).toContain(`<link rel="canonical" href="${site.url}/quiz/france" />`);
    expect(html).toContain('<link rel="icon" href="/favicon.svg" />');
    expect(html).not.toContain('data-base');
    expect(await (await get('/robots.txt')).text()).toBe(
      'User-agent: *\nDisallow: /api/\nDisallow: /link/\n',
    );
  });

  it('lead below the path of the site, where it has one', async () => {
    const env = { PUBLIC_URL: 'https://play.example/cityrace/' };
    const below = await startSite({ databaseUrl, quizzes, env });
    try {
      const html = await (await get('/quiz/france', {}, below)).text();
      expect(html).toContain('<html data-base="/cityrace" lang="en">');
      expect(html).toContain('<link rel="icon" href="/cityrace/favicon.svg" />');
      expect(html).toContain('<link rel="canonical" href="https://play.example/cityrace/quiz/france" />');
      expect(await (await get('/robots.txt', {}, below)).text()).toContain('Disallow: /cityrace/api/');
      const origin = { origin: 'https://play.example' };
      const session = await post('/api/session', {}, origin, below);
      expect(session.headers.get('set-cookie')).toContain('; Path=/cityrace;');
      const link = await post('/api/links', {}, { ...origin, cookie: cookieOf(session) }, below);
      expect(await json(link)).toMatchObject({
        url: expect.stringMatching(/^https:\/\/play\.example\/cityrace\/link\//) as string,
      });
    } finally {
      await below.close();
    }
  });

  it('say the same of a room whether there is one or not', async () => {
    const { roomId } = await playedRoom(site.store, { mode: 'race', quiz: 'capitals' }, [2]);
    const real = await (await get(`/r/${roomId}`)).text();
    const made = await (await get('/r/ZZZZZZ')).text();
    expect(real.replaceAll(roomId, 'ZZZZZZ')).toBe(made);
    expect(made).toContain('noindex');
  });

  it('escape what a player is called', async () => {
    const { runId } = await playedRoom(site.store, { mode: 'solo', names: ['<b>"$&\'</b>'] }, [3], true);
    const html = await (await get(`/run/${runId}`)).text();
    expect(html).toContain('&lt;b&gt;&quot;$&amp;&#39;&lt;/b&gt; named 3 of ');
    expect(html).not.toContain('<b>');
  });

  it('hold under a strict policy', async () => {
    for (const path of ['/', '/nowhere', '/api/quizzes', '/favicon.svg']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain(`connect-src 'self' ws://${new URL(site.url).host}`);
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
    const { headers } = await raw('/', { host: "evil.example; script-src 'unsafe-inline'" });
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  });

  it('come with files: those with a hash in their name for a year, others asked for again', async () => {
    const asset = await get('/assets/main-abc123.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const icon = await get('/favicon.svg');
    expect([icon.headers.get('content-type'), icon.headers.get('cache-control')]).toEqual([
      'image/svg+xml',
      'no-cache',
    ]);
    expect((await get('/assets/../../secret')).status).toBe(404);
    expect((await get('/%2e%2e/%2e%2e/etc/passwd')).status).toBe(404);
  });

  it('are only read', async () => {
    expect(await problem(await post('/quizzes'))).toEqual([405, 'wrong_method']);
    expect(await problem(await get('/api/nothing'))).toEqual([404, 'no_such_route']);
  });
});

it('a bug answers 500 without saying more, and is logged', async () => {
  const broken = {
    ...site.database,
    runs: { ...site.database.runs, read: () => Promise.reject(new TypeError('secret detail')) },
  };
  const bad = await startSite({ databaseUrl, quizzes, database: broken });
  const response = await get(`/api/runs/${'A'.repeat(22)}`, {}, bad);
  expect(await response.clone().text()).not.toContain('secret detail');
  expect(await problem(response)).toEqual([500, 'internal']);
  expect(bad.lines.join('')).toContain('secret detail');
  await bad.close();
});

it('a store that is away is unavailable, not a bug', async () => {
  const rooms = { ...site.store.rooms, read: () => Promise.reject(new StoreUnavailable('away')) };
  const away = await startSite({ databaseUrl, quizzes, store: { ...site.store, rooms } });
  const token = site.identities.issueToken(site.identities.newGuest());
  expect(await problem(await get('/api/rooms/ABCDEF/found', bearer(token), away))).toEqual([
    503,
    'unavailable',
  ]);
  expect(away.lines.join('')).not.toContain('http error');
  await away.close();
});

interface Missed {
  count: number;
  cities: City[];
  cursor: string | null;
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** A request whose headers are exactly these, and whose answer is not decoded. */
function raw(
  path: string,
  headers: Record<string, string>,
): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    plainRequest(site.url + path, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({ headers: response.headers, body: Buffer.concat(parts) });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** A room in play (or ended) in which each player has named so many cities of the quiz, largest first. */
async function playedRoom(
  store: RoomStore,
  { names = [], ...input }: Partial<SettingsInput> & { names?: string[] },
  finds: number[],
  ended = false,
) {
  const settings = completeSettings({ quiz: 'france', mode: 'coop', ...input });
  const people = finds.map((_, index) => ({
    ...site.identities.newGuest(),
    ...(names[index] === undefined ? {} : { name: names[index] }),
    connection: { node: 'n', socket: `s${index}` },
  }));
  const [host, ...guests] = people;
  const now = store.now();
  const roomId =
    settings.mode === 'solo' ? randomBytes(16).toString('base64url') : roomCodeFrom(randomBytes(16));
  const runId = randomBytes(12).toString('base64url');
  const quiz = quizzes.facts(settings)!;
  let doc = createRoom({ roomId, runId, settings, quiz, host: host!, now });
  for (const guest of guests) {
    const outcome = join({ doc, version: 0, seq: 0, scores: new Map(), foundCount: 0, now }, guest, 'player');
    if ('change' in outcome) ({ doc } = outcome.change);
  }
  doc = { ...doc, stage: 'game', startsAt: now - 1000, endsAt: null };
  await store.rooms.create(doc, `${host!.playerId}:x`);

  const { cities } = quizzes.missed(settings, new Set(), 0, 25_000);
  let next = 0;
  for (const [index, count] of finds.entries()) {
    for (let n = 0; n < count; n += 1) {
      const city = cities[(next += 1) - 1]!;
      const result = await store.rooms.guess({
        roomId,
        playerId: people[index]!.playerId,
        guessId: `g${n}`,
        likelySeat: index,
        candidates: [city.id],
        populations: [city.population],
        reach: 1,
        take: 'first',
        qualified: false,
      });
      if (!('outcome' in result) || result.outcome !== 'found') throw new Error(JSON.stringify(result));
    }
  }
  if (ended) {
    const record = (await store.rooms.read(roomId))!;
    const over = { ...record, doc: { ...record.doc, endsAt: record.now } };
    const step = advance(over, DURATIONS);
    if (!('change' in step)) throw new Error('the game did not end');
    const { doc: settled, events } = step.change;
    const settles = { seq: record.seq, run: runHeader(settled) };
    await store.rooms.commit(roomId, {
      doc: settled,
      version: record.version,
      events,
      at: record.now,
      settles,
    });
  }
  const playerIds = people.map(({ playerId }) => playerId);
  return { roomId, runId, playerIds, tokens: people.map((person) => site.identities.issueToken(person)) };
}
