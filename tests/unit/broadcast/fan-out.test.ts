import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../server/broadcast/client.ts';
import { createFanOut } from '../../../server/broadcast/fan-out.ts';
import type { Frame } from '../../../server/broadcast/frame.ts';
import { createLocalSubscriptions } from '../../../server/broadcast/local-subscriptions.ts';
import type { RoomEvent } from '../../../shared/messages.ts';
import { coalesceScores, reduceEvent } from '../../../shared/room/visibility.ts';

const lyon = {
  id: 2_996_944,
  name: 'Lyon',
  lat: 45.7,
  lon: 4.8,
  population: 522_250,
  country: 'FR',
  region: 'Auvergne-Rhône-Alpes',
};
const found = (seq: number, playerId: string): RoomEvent => ({
  seq,
  at: 1000 + seq,
  type: 'found',
  playerId,
  cities: [lyon],
  score: { cities: seq, population: 522_250 * seq },
});

const eventsOf = (frame: Frame): RoomEvent[] =>
  (JSON.parse(frame.text.slice(1)) as [string, { events: RoomEvent[] }])[1].events;

function world() {
  const subscriptions = createLocalSubscriptions(() => 0);
  const sent = new Map<string, RoomEvent[][]>();
  const frames = new Set<Frame>();
  const others: { node: string; roomId: string; events: RoomEvent[] }[] = [];
  const overload = { isPressed: false };
  const fanOut = createFanOut({
    subscriptions,
    writer: {
      send(client, frame) {
        frames.add(frame);
        const events = eventsOf(frame);
        const { playerId } = client.caller;
        sent.set(playerId, [...(sent.get(playerId) ?? []), events]);
      },
    },
    toOthers: (nodes, roomId, frame) => {
      for (const node of nodes) others.push({ node, roomId, events: eventsOf(frame) });
    },
    elapsed: () => 0,
    batchMs: 50,
    pressedBatchMs: 200,
    overload,
  });
  for (const playerId of ['anna', 'ben', 'cleo']) {
    // What of a client the fan-out looks at.
    const client = { socket: { id: `socket-${playerId}` }, caller: { playerId }, rooms: new Set() };
    subscriptions.add('ROOMAA', client as unknown as Client);
  }
  return { fanOut, sent, frames, others, overload };
}

describe('fan-out', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('gathers for a moment, and encodes once for all who get the same', () => {
    const { fanOut, sent, frames, others } = world();
    fanOut.publish('ROOMAA', [found(1, 'anna')], { hidden: false, elsewhere: [], author: 'socket-anna' });
    fanOut.publish('ROOMAA', [found(2, 'anna')], { hidden: false, elsewhere: [], author: 'socket-anna' });
    vi.advanceTimersByTime(35);
    expect(sent.size).toBe(0);
    vi.advanceTimersByTime(15);
    expect(sent.get('ben')).toEqual([[found(1, 'anna'), found(2, 'anna')]]);
    expect(sent.get('cleo')).toEqual(sent.get('ben'));
    expect(sent.has('anna')).toBe(false);
    expect(frames.size).toBe(1);
    expect(others).toEqual([]);
  });

  it('gathers for longer while the node is pressed', () => {
    const { fanOut, sent, overload } = world();
    overload.isPressed = true;
    fanOut.publish('ROOMAA', [found(1, 'anna')], { hidden: false, elsewhere: [], author: 'socket-anna' });
    vi.advanceTimersByTime(150);
    fanOut.publish('ROOMAA', [found(2, 'anna')], { hidden: false, elsewhere: [], author: 'socket-anna' });
    expect(sent.size).toBe(0);
    vi.advanceTimersByTime(50);
    expect(sent.get('ben')).toEqual([[found(1, 'anna'), found(2, 'anna')]]);
  });

  it('reduces what is hidden, covers what it leaves out, and tells other nodes no more', () => {
    const { fanOut, sent, others } = world();
    for (const seq of [1, 2, 3])
      fanOut.publish('ROOMAA', [found(seq, 'anna')], {
        hidden: true,
        elsewhere: ['other-node'],
        author: 'socket-anna',
      });
    fanOut.publish('ROOMAA', [found(4, 'ben')], {
      hidden: true,
      elsewhere: ['other-node'],
      author: 'socket-ben',
    });
    vi.advanceTimersByTime(60);
    const anna = { seq: 3, at: 1003, type: 'scored', playerId: 'anna', score: { cities: 3 }, covers: [1, 2] };
    const ben = { seq: 4, at: 1004, type: 'scored', playerId: 'ben', score: { cities: 4 } };
    expect(sent.get('cleo')).toEqual([[anna, ben]]);
    expect(sent.get('anna')).toEqual([[ben]]);
    expect(sent.get('ben')).toEqual([[anna]]);
    expect(others).toEqual([{ node: 'other-node', roomId: 'ROOMAA', events: [anna, ben] }]);
    expect(JSON.stringify([...sent.values(), others])).not.toMatch(/Lyon|2996944|522250/);
  });

  it('tells each node that has members of the room once, also when nobody of the room is here', () => {
    const { fanOut, sent, others } = world();
    fanOut.publish('ROOMBB', [found(1, 'anna')], { hidden: false, elsewhere: ['one'] });
    fanOut.publish('ROOMBB', [found(2, 'ben')], { hidden: false, elsewhere: ['one', 'two'] });
    vi.advanceTimersByTime(60);
    const events = [found(1, 'anna'), found(2, 'ben')];
    expect(others).toEqual(['one', 'two'].map((node) => ({ node, roomId: 'ROOMBB', events })));
    expect(sent.size).toBe(0);
  });

  it('shows a player its own find in full when the acknowledgement went elsewhere', () => {
    const { fanOut, sent } = world();
    fanOut.publish('ROOMAA', [found(1, 'anna')], { hidden: true, elsewhere: [], author: 'another-socket' });
    vi.advanceTimersByTime(60);
    expect(sent.get('anna')).toEqual([[found(1, 'anna')]]);
    expect(sent.get('ben')).toMatchObject([[{ type: 'scored', score: { cities: 1 } }]]);
  });

  it('sends the end at once, behind what was gathered', () => {
    const { fanOut, sent } = world();
    const results = { runId: 'r', standings: [], finishedAt: 2000 };
    fanOut.publish('ROOMAA', [found(1, 'anna')], { hidden: false, elsewhere: [] });
    fanOut.publish('ROOMAA', [{ seq: 2, at: 2000, type: 'ended', results }], {
      hidden: false,
      elsewhere: [],
    });
    expect(sent.get('ben')).toMatchObject([[{ seq: 1 }, { seq: 2, type: 'ended' }]]);
    vi.advanceTimersByTime(200);
    expect(sent.get('ben')).toHaveLength(1);
  });

  it('sends everything that is gathered when it stops', () => {
    const { fanOut, sent } = world();
    fanOut.publish('ROOMAA', [found(1, 'anna')], { hidden: false, elsewhere: [] });
    fanOut.stop();
    expect(sent.get('cleo')).toHaveLength(1);
  });

  it('brings everybody the finds of a race as the rules of visibility reduce them, and nobody what it was answered', () => {
    const players = ['anna', 'ben', 'cleo', 'gone'];
    const find = fc.record({
      by: fc.constantFrom(...players),
      from: fc.constantFrom('socket-', 'old-', null),
    });
    fc.assert(
      fc.property(fc.array(find, { minLength: 1, maxLength: 12 }), (finds) => {
        const { fanOut, sent } = world();
        const events = finds.map(({ by }, i) => found(i + 1, by));
        const authors = finds.map(({ by, from }) => (from === null ? undefined : `${from}${by}`));
        events.forEach((event, i) => {
          const author = authors[i];
          const delivery = { hidden: true, elsewhere: [] };
          fanOut.publish('ROOMAA', [event], author === undefined ? delivery : { ...delivery, author });
        });
        fanOut.flush('ROOMAA');
        for (const viewer of ['anna', 'ben', 'cleo']) {
          const owed = events.filter((_, i) => authors[i] !== `socket-${viewer}`);
          const seen = coalesceScores(owed.map((event) => reduceEvent(event, viewer, true)));
          expect(sent.get(viewer) ?? []).toEqual(seen.length === 0 ? [] : [seen]);
        }
        fanOut.stop();
      }),
    );
  });
});
