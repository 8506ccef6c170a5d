import { LIMITS } from '../../../shared/limits.ts';
import type { EventBody } from '../../../shared/messages.ts';
import { guessDigest } from '../guess-digest.ts';
import type { CommitResult, CommitRequest, GuessRequest, Rooms } from '../room-store.ts';
import { commandEvents, storedEvent } from '../stored-event.ts';
import type { RedisContext } from './context.ts';
import { flatFieldsOf } from './flat-fields.ts';
import { createRedisFinds } from './finds.ts';
import { guessResult } from './guess-reply.ts';
import { createKeyOf, hotKey, OUTBOX, playerKey, roomTag } from './keys.ts';
import { createRedisParking } from './parking.ts';
import { decodeRecord } from './record.ts';
import { decodeEntry, encodeBody, type StreamEntry } from './stream-entry.ts';

const DAY_MS = 86_400_000;
/** Instead of a run's id: no run has it. */
const ANY_RUN = '*';

export function createRedisRooms(context: RedisContext): Rooms {
  const { client, caller, clock, localNow, nodeId, expiresMs } = context;

  /** The room comes before its key, which may live on another master: a room without a key is soon swept away. */
  async function create(doc: Parameters<Rooms['create']>[0], createKey: string) {
    const key = createKeyOf(createKey);
    const before = await caller.bound(client.get(key));
    if (before !== null) return { roomId: before, created: false };
    const args = [JSON.stringify(doc), expiresMs, ...flatFieldsOf(doc)];
    if ((await caller.run('create', roomTag(doc.roomId), args)) === 0) return { taken: true as const };
    if (await caller.bound(client.set(key, doc.roomId, 'PX', DAY_MS, 'NX')))
      return { roomId: doc.roomId, created: true };
    // The same request came by another node at the same time, and was first.
    await remove(doc.roomId);
    const first = await caller.bound(client.get(key));
    return { roomId: first ?? doc.roomId, created: false };
  }

  async function commit(
    roomId: string,
    step: CommitRequest,
    onLate?: (result: CommitResult) => void,
  ): Promise<CommitResult> {
    const { doc, settles } = step;
    const flat = flatFieldsOf(doc);
    const bodies = commandEvents(step.events);
    // The index first: it may live on another master, and an entry too many is harmless.
    if (settles) await caller.bound(client.hset(OUTBOX, settles.run.runId, roomId));
    const header = settles ? JSON.stringify(settles.run) : '';
    const args = [
      ...[step.version, settles ? settles.seq : '', header, doc.runId, JSON.stringify(doc)],
      ...[
        expiresMs,
        LIMITS.streamEvents,
        flat.length,
        ...flat,
        ...bodies.map((body) => encodeBody(body, step.at)),
      ],
    ];
    const resultOf = (reply: unknown): CommitResult => {
      if (reply === null) return { conflict: true };
      const [version, seq] = reply as [number, number];
      const first = seq - bodies.length + 1;
      return { events: bodies.map((body, i) => storedEvent(body, first + i, step.at)), version };
    };
    return resultOf(await caller.run('commit', roomTag(roomId), args, (reply) => onLate?.(resultOf(reply))));
  }

  async function tell(roomId: string, told: readonly EventBody[], at: number) {
    const bodies = commandEvents(told);
    const args = [expiresMs, LIMITS.streamEvents, ...bodies.map((body) => encodeBody(body, at))];
    const reply = (await caller.run('tell', roomTag(roomId), args)) as [number, string] | null;
    if (reply === null) return null;
    const first = reply[0] - bodies.length + 1;
    return {
      events: bodies.map((body, i) => storedEvent(body, first + i, at)),
      elsewhere: reply[1].split(' ').filter((node) => node !== '' && node !== nodeId),
    };
  }

  const decodeGuess = (reply: unknown) => guessResult(reply, nodeId);

  function guess(step: GuessRequest, onLate?: Parameters<Rooms['guess']>[1]) {
    const { candidates, populations } = step;
    // Words in one string: every argument of its own costs this side and Redis more than parting them.
    const take = step.take === 'first' ? 1 : 0;
    const qualified = step.qualified ? 1 : 0;
    let words = `${step.playerId} ${guessDigest(step.guessId)} ${take} ${LIMITS.streamEvents} ${expiresMs} ${step.likelySeat} ${step.runId ?? ANY_RUN} ${step.reach} ${qualified}`;
    for (let i = 0; i < candidates.length; i += 1) words += ` ${candidates[i]!} ${populations[i]!}`;
    return caller.runGuess(roomTag(step.roomId), [words], decodeGuess, onLate);
  }

  async function remove(roomId: string, unchanged?: { version: number; seq: number }): Promise<boolean> {
    const args = unchanged ? [unchanged.version, unchanged.seq] : [];
    return (await caller.run('remove', roomTag(roomId), args)) === 1;
  }

  return {
    create,
    commit,
    tell,
    guess,
    remove,
    ...createRedisFinds(context),
    ...createRedisParking(context),
    async read(roomId) {
      const sentAt = localNow();
      const reply = await caller.run('read', roomTag(roomId), []);
      if (reply === null) return null;
      const record = decodeRecord(reply);
      clock.observe(sentAt, record.now);
      return record;
    },
    async events(roomId, since, limit) {
      const most = Math.min(limit, LIMITS.streamEvents);
      const reply = await caller.run('events', roomTag(roomId), [since, most]);
      if (reply === null) return null;
      const [seq, entries] = reply as [number, StreamEntry[]];
      return { events: entries.map(decodeEntry), seq };
    },
    async seq(roomId) {
      const seq = await caller.bound(client.hget(hotKey(roomId), 'q'));
      return seq === null ? null : Number(seq);
    },
    roomsOf: (playerId) => caller.bound(client.lrange(playerKey(playerId), 0, -1)),
    async noteSeat(playerId, roomId) {
      await caller.run('noteSeat', playerKey(playerId), [roomId, LIMITS.roomsPerPlayer, expiresMs]);
    },
    async dropSeat(playerId, roomId) {
      await caller.bound(client.lrem(playerKey(playerId), 0, roomId));
    },
  };
}
