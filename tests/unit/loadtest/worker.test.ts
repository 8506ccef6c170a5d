import { afterEach, expect, test } from 'vitest';
import { createDesk } from '../../../loadtest/worker/worker.ts';
import { addTally, emptyTally } from '../../../loadtest/measure/meter.ts';
import type { Audit, RunOrder, SeatOrder } from '../../../loadtest/worker/worker-protocol.ts';
import { startFakeServer, type FakeServer, type Faults } from './fake-server.ts';

let server: FakeServer | undefined;
afterEach(() => server?.stop());

const names = Array.from({ length: 2000 }, (_, index) => `Köln "${index}"`);

async function drive(
  faults: Faults,
  seatWith: Partial<SeatOrder> = {},
  runWith: Partial<RunOrder> = {},
  meanwhile: (server: FakeServer) => void = () => undefined,
) {
  server = await startFakeServer(faults);
  const tally = emptyTally();
  const desk = createDesk((note) => {
    if (note.type === 'second') addTally(tally, note.second.tally);
  });
  const seat: SeatOrder = {
    type: 'seat',
    dialect: 'cityrace',
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
  const run: RunOrder = {
    type: 'run',
    shape: { kind: 'open', rate: 100, inflight: 1 },
    warmupSeconds: 0,
    seconds: 1,
    seed: 7,
    reconnect: false,
    ...runWith,
  };
  await desk.carryOut(seat);
  const running = desk.carryOut(run);
  meanwhile(server);
  const report = await running;
  const storm = () => desk.carryOut({ type: 'storm', parallel: 4 });
  const audit = async (): Promise<Audit> => {
    const found = await desk.carryOut({ type: 'readback' });
    await desk.carryOut({ type: 'leave' });
    return found;
  };
  return { tally, report, audit, storm, server };
}

const CLEAN = { undelivered: 0, gaps: 0, doubled: 0, lost: 0, strangers: 0, unreadable: 0, unsure: 0 };

test('counts an answer for every guess sent, and an event for every other member', async () => {
  const { tally, report, audit } = await drive({});
  expect(tally.sent).toBeGreaterThan(20);
  expect(tally).toMatchObject({ answered: tally.sent, accepted: tally.sent, errors: 0 });
  expect(report.unanswered).toBe(0);
  expect(await audit()).toMatchObject({
    ...CLEAN,
    rooms: 2,
    acknowledged: tally.sent,
    owed: tally.sent * 3,
    delivered: tally.sent * 3,
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
  const { tally, audit } = await drive({}, {}, { shape: { kind: 'closed', rate: 0, inflight: 1 } });
  expect(tally.sent).toBeGreaterThanOrEqual(8);
  expect(tally.answered).toBe(tally.sent);
  expect(await audit()).toMatchObject(CLEAN);
});

test('spectators are owed every find', async () => {
  const { tally, audit } = await drive({}, { players: 2, roomsOf: 2, spectators: 3 });
  expect(await audit()).toMatchObject({ ...CLEAN, owed: tally.sent * 4, delivered: tally.sent * 4 });
});

test('notices events that never came', async () => {
  const { audit } = await drive({ dropEvent: 3 });
  const found = await audit();
  expect(found.undelivered).toBeGreaterThan(0);
  expect(found.delivered + found.undelivered).toBe(found.owed);
  expect(found.gaps).toBeGreaterThan(0);
});

test('notices an acknowledged find that the room does not hold', async () => {
  const { tally, audit } = await drive({ forget: 10 });
  expect(await audit()).toMatchObject({ ...CLEAN, lost: Math.floor(tally.sent / 10) });
});

test('notices a find that nobody named', async () => {
  const { tally, audit } = await drive({ invent: 10 });
  expect(await audit()).toMatchObject({ ...CLEAN, strangers: Math.floor(tally.sent / 10) });
});

test('counts refusals as errors, and holds a refused guess as unsure', async () => {
  const { tally, audit } = await drive({ refuse: 10 });
  const refused = Math.floor(tally.sent / 10);
  expect(tally.errors).toBe(refused);
  expect(tally.outcomes['refused: unavailable']).toBe(refused);
  expect(await audit()).toMatchObject({ ...CLEAN, unsure: refused });
});

test('a storm brings everybody back to their seats', async () => {
  const { storm, audit } = await drive({});
  expect(await storm()).toMatchObject({ connections: 8, failed: 0 });
  expect(await audit()).toMatchObject(CLEAN);
});

test('whoever loses the connection comes back, and sends again what got no answer', async () => {
  const { tally, report, audit } = await drive({}, {}, { seconds: 2, reconnect: true }, (fake) => {
    setTimeout(() => fake.dropAll(), 500);
  });
  expect(report.reconnects).toBe(8);
  expect(tally.outcomes['closed: closed by the server (no code)'] ?? tally.errors).toBeGreaterThan(0);
  expect(tally).toMatchObject({ answered: tally.sent, accepted: tally.sent });
  expect(await audit()).toMatchObject({ ...CLEAN, acknowledged: tally.sent });
});
