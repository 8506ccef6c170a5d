import { afterEach, expect, test } from 'vitest';
import { createWorker } from '../../../loadtest/worker/worker.ts';
import { addCounters, emptyCounters, type SecondSample } from '../../../loadtest/measure/meter.ts';
import type { Audit } from '../../../loadtest/audit/audit.ts';
import type { RunCommand, SetUpCommand } from '../../../loadtest/worker/worker-protocol.ts';
import { startFakeServer, type FakeServer, type Faults } from './fake-server.ts';

let server: FakeServer | undefined;
afterEach(() => server?.stop());

const names = Array.from({ length: 2000 }, (_, index) => `Köln "${index}"`);

async function drive(
  faults: Faults,
  seatWith: Partial<SetUpCommand> = {},
  runWith: Partial<RunCommand> = {},
  meanwhile: (server: FakeServer) => void = () => undefined,
) {
  server = await startFakeServer(faults);
  const counters = emptyCounters();
  const seconds: SecondSample[] = [];
  const worker = createWorker((note) => {
    if (note.type !== 'second') return;
    addCounters(counters, note.second.counters);
    seconds.push(note.second);
  });
  const seat: SetUpCommand = {
    type: 'set-up',
    protocol: 'cityrace',
    urls: [server.url],
    split: false,
    players: 8,
    roomsOf: 4,
    spectators: 0,
    mode: 'race',
    quiz: 'europe',
    names,
    ...seatWith,
  };
  const run: RunCommand = {
    type: 'run',
    shape: { kind: 'open', rate: 100, inflight: 1 },
    warmupSeconds: 0,
    seconds: 1,
    seed: 7,
    reconnect: false,
    impatient: false,
    ...runWith,
  };
  await worker.execute(seat);
  const running = worker.execute(run);
  meanwhile(server);
  const report = await running;
  const storm = () => worker.execute({ type: 'reconnect-storm', parallel: 4 });
  const audit = async (): Promise<Audit> => {
    const found = await worker.execute({ type: 'audit' });
    await worker.execute({ type: 'tear-down' });
    return found;
  };
  return { counters, seconds, report, audit, storm, server };
}

const CLEAN = {
  undelivered: 0,
  gaps: 0,
  duplicates: 0,
  lost: 0,
  torn: 0,
  unexpected: 0,
  unreadable: 0,
  indeterminate: 0,
};

test('counts an answer for every guess sent, and an event for every other member', async () => {
  const { counters, report, audit } = await drive({});
  expect(counters.sent).toBeGreaterThan(20);
  expect(counters).toMatchObject({ answered: counters.sent, accepted: counters.sent, errors: 0 });
  expect(report.unanswered).toBe(0);
  expect(await audit()).toMatchObject({
    ...CLEAN,
    rooms: 2,
    acknowledged: counters.sent,
    expected: counters.sent * 3,
    delivered: counters.sent * 3,
  });
});

test('sends names as they are written', async () => {
  const { server: fake, audit } = await drive({});
  expect(fake.heard.every((text) => /^Köln "\d+"$/.test(text))).toBe(true);
  await audit();
});

test('players of a room with shared finds never name the same city', async () => {
  const { server: fake, audit } = await drive({}, { mode: 'claim', players: 4 });
  expect(new Set(fake.heard).size).toBe(fake.heard.length);
  await audit();
});

test('a closed loop keeps every player busy', async () => {
  const { counters, audit } = await drive({}, {}, { shape: { kind: 'closed', rate: 0, inflight: 1 } });
  expect(counters.sent).toBeGreaterThanOrEqual(8);
  expect(counters.answered).toBe(counters.sent);
  expect(await audit()).toMatchObject(CLEAN);
});

test('expects every find to reach spectators', async () => {
  const { counters, audit } = await drive({}, { players: 2, roomsOf: 2, spectators: 3 });
  expect(await audit()).toMatchObject({
    ...CLEAN,
    expected: counters.sent * 4,
    delivered: counters.sent * 4,
  });
});

test('notices events that never came', async () => {
  const { audit } = await drive({ dropEvent: 3 });
  const found = await audit();
  expect(found.undelivered).toBeGreaterThan(0);
  expect(found.delivered + found.undelivered).toBe(found.expected);
  expect(found.gaps).toBeGreaterThan(0);
});

test('notices an acknowledged find that the room does not hold', async () => {
  const { counters, audit } = await drive({ forget: 10 });
  expect(await audit()).toMatchObject({ ...CLEAN, lost: Math.floor(counters.sent / 10) });
});

test('notices a find that nobody named', async () => {
  const { counters, audit } = await drive({ invent: 10 });
  expect(await audit()).toMatchObject({ ...CLEAN, unexpected: Math.floor(counters.sent / 10) });
});

const everyTenth = (refusal: object) => (name: string, nth: number) =>
  name === 'guess' && nth % 10 === 0 ? refusal : undefined;

test.each([
  ['one that passes leaves it indeterminate', { code: 'unavailable' }, true],
  ['one that says when to ask again does too', { code: 'rate_limited', retryAfterMs: 100 }, true],
  ['also with a code of a later release', { code: 'too_busy', retryAfterMs: 100 }, true],
  ['one that stands is an answer', { code: 'wrong_phase' }, false],
])('counts a refused guess of the impatient as an error; %s', async (_, refusal, isIndeterminate) => {
  const { counters, audit } = await drive({ refuse: everyTenth(refusal) }, {}, { impatient: true });
  const refused = Math.floor(counters.sent / 10);
  expect(counters).toMatchObject({ errors: refused, refused, refusals: { [refusal.code]: refused } });
  expect(counters.answered).toBe(counters.sent - refused);
  expect(counters.outcomes[`refused: ${refusal.code}`]).toBe(refused);
  expect(await audit()).toMatchObject({ ...CLEAN, indeterminate: isIndeterminate ? refused : 0 });
});

test('a server that is overloaded may say so: no error, and certainly not recorded', async () => {
  const refuse = everyTenth({ code: 'overloaded', retryAfterMs: 100 });
  const { counters, audit } = await drive({ refuse }, {}, { impatient: true });
  const refused = Math.floor(counters.sent / 10);
  expect(counters).toMatchObject({ errors: 0, refused, refusals: { overloaded: refused }, givenUp: 0 });
  expect(counters.accepted).toBe(counters.sent - refused);
  expect(await audit()).toMatchObject(CLEAN);
});

test.each([
  ['overloaded', 0],
  ['unavailable', 1],
])('the patient send again what was refused as %s, until it is credited', async (code, errorsEach) => {
  const refuse = everyTenth({ code, retryAfterMs: 1 });
  const { counters, report, audit, server: fake } = await drive({ refuse });
  expect(counters.refused).toBe(Math.floor(fake.commands.get('guess')! / 10));
  expect(counters).toMatchObject({ accepted: counters.sent, errors: counters.refused * errorsEach });
  expect(report.unanswered).toBe(0);
  expect(await audit()).toMatchObject({ ...CLEAN, acknowledged: counters.sent });
});

test('goes at another rate before and after what is measured', async () => {
  const { seconds, audit } = await drive(
    {},
    {},
    { shape: { kind: 'open', rate: 500, inflight: 0 }, warmupSeconds: 1, calm: { rate: 10, seconds: 1 } },
  );
  expect(seconds.slice(0, 3).map(({ measured }) => measured)).toEqual([false, true, false]);
  const [before, during, after] = seconds.map(({ counters }) => counters.sent);
  expect(during).toBeGreaterThan(5 * Math.max(before!, after!));
  expect(await audit()).toMatchObject(CLEAN);
});

test('comes back to a handshake that is refused for now', async () => {
  const { counters, audit } = await drive({ refuseHandshakes: 3 });
  expect(await audit()).toMatchObject({ ...CLEAN, acknowledged: counters.sent });
});

test('tells a view that was torn from a find that is lost', async () => {
  const { audit } = await drive({ tear: true });
  expect(await audit()).toMatchObject({ ...CLEAN, torn: 8 });
});

test('asks for the events that a gap hides, and again when that is refused', async () => {
  const refuse = (name: string, nth: number) =>
    name === 'sync' && nth % 2 === 1 ? { code: 'unavailable', retryAfterMs: 10 } : undefined;
  const { counters, server: fake, audit } = await drive({ withhold: 5, refuse });
  expect(fake.commands.get('sync')).toBeGreaterThan(1);
  expect(counters.errors).toBe(0);
  expect(await audit()).toMatchObject({ ...CLEAN, delivered: counters.sent * 3 });
});

test('a gap that stays after a sync is an error, and no join hides it', async () => {
  const { counters, server: fake } = await drive({ dropEvent: 3 });
  expect(counters.outcomes['sync left a gap']).toBeGreaterThan(0);
  expect(fake.commands.get('join')).toBe(6);
});

test('sets up although create, join and start are refused at first', async () => {
  const refuse = (name: string, nth: number) =>
    nth === 1 && name !== 'guess' ? { code: 'rate_limited', retryAfterMs: 1 } : undefined;
  const { counters, audit } = await drive({ refuse });
  expect(await audit()).toMatchObject({ ...CLEAN, acknowledged: counters.sent });
});

test('sets up although a start was carried out whose answer was a refusal', async () => {
  const { counters, audit } = await drive({ startUnnoticed: true });
  expect(await audit()).toMatchObject({ ...CLEAN, acknowledged: counters.sent });
});

test('a set-up command whose refusal stands fails with its code', async () => {
  const refuse = (name: string) => (name === 'create' ? { code: 'no_such_quiz' } : undefined);
  await expect(drive({ refuse }, { players: 4 })).rejects.toThrow('no_such_quiz: not now');
  expect(server?.commands.get('create')).toBe(1);
});

test('a storm brings everybody back to their seats', async () => {
  const { storm, audit } = await drive({});
  expect(await storm()).toMatchObject({ connections: 8, failed: 0 });
  expect(await audit()).toMatchObject(CLEAN);
});

test('whoever loses the connection comes back, and sends again what got no answer', async () => {
  const { counters, report, audit } = await drive({}, {}, { seconds: 2, reconnect: true }, (fake) => {
    setTimeout(() => fake.dropAll(), 500);
  });
  expect(report.reconnects).toBe(8);
  expect(counters.outcomes['closed: closed by the server (no code)'] ?? counters.errors).toBeGreaterThan(0);
  expect(counters).toMatchObject({ answered: counters.sent, accepted: counters.sent });
  expect(await audit()).toMatchObject({ ...CLEAN, acknowledged: counters.sent });
});
