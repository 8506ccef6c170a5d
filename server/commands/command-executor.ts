import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import type { EventBody, RoomEvent } from '../../shared/messages.ts';
import type { RefusalCode } from '../../shared/refusal.ts';
import { phaseOf, type Change, type RoomDoc, type RoomRecord } from '../../shared/room/record.ts';
import { advance, nextDueAt, type Outcome } from '../../shared/room/rules.ts';
import { hidesFinds } from '../../shared/room/visibility.ts';
import { hydrate, type CityOf } from './hydrate.ts';
import { createKeyedMutex } from './keyed-mutex.ts';
import type { Broadcaster } from '../broadcast/broadcaster.ts';
import type { RoomCache } from './room-cache.ts';
import {
  StoreUnavailable,
  type CommitResult,
  type CommitRequest,
  type RoomStore,
} from '../store/room-store.ts';
import { runHeader } from '../store/run.ts';

/** A rule of a command, asked again when somebody changed the room in between. */
export type Rule = (record: RoomRecord) => Outcome;

/** A room after a rule was applied, and what it was made from. */
export interface Executed {
  before: RoomDoc;
  doc: RoomDoc;
  /** What it caused, as published. */
  events: readonly RoomEvent[];
}

export interface CommandExecutor {
  /**
   * Runs a rule against a room and publishes what it causes. Everything that time alone has caused comes first, so
   * that nobody meets a game that is over and not settled. `onCommitted` runs between the commit and the events.
   */
  execute(roomId: string, rule: Rule, onCommitted?: (doc: RoomDoc) => void): Promise<Executed | RefusalCode>;
  /** Does what time alone causes, until nothing is due. */
  advance(roomId: string): Promise<Advanced>;
}

/** `gone`: there is no such room. `expire` and `park` are the caller's to carry out. */
export type Advanced = 'gone' | { todo: 'nothing' | 'expire' | 'park'; record: RoomRecord };

export interface ExecutorDeps {
  store: RoomStore;
  cache: RoomCache;
  broadcaster: Broadcaster;
  cityOf: CityOf;
  durations: Durations;
  limits: Pick<Limits, 'commandsPerRoom'>;
  nodeId: string;
}

const ATTEMPTS = 8;
/** More than a room has seats: each absence is told in a commit of its own. */
const ADVANCES = 256;

/** The nodes but this one that somebody of the room is, or was, connected to. */
function othersOf(docs: readonly RoomDoc[], nodeId: string): string[] {
  const nodes = new Set<string>();
  for (const { seats } of docs)
    for (const { connection } of seats) if (connection) nodes.add(connection.node);
  nodes.delete(nodeId);
  return [...nodes];
}

export function createCommandExecutor(deps: ExecutorDeps): CommandExecutor {
  const { store, cache, broadcaster, cityOf, durations, limits, nodeId } = deps;
  const mutex = createKeyedMutex(limits.commandsPerRoom);

  function publish(before: RoomDoc, doc: RoomDoc, at: number, result: CommitResult): RoomEvent[] {
    if ('conflict' in result) return [];
    const { roomId } = doc;
    const elsewhere = othersOf([before, doc], nodeId);
    if (elsewhere.length > 0) broadcaster.changed(roomId);
    if (result.events.length === 0) return [];
    const events = result.events.map((event) => hydrate(event, cityOf));
    broadcaster.events(roomId, events, { hidden: hidesFinds(doc, at), elsewhere });
    return events;
  }

  /** Commits a change made from `record` and publishes its events. Undefined when somebody was faster. */
  async function commit(
    record: RoomRecord,
    { doc, events }: Change,
    settles: CommitRequest['settles'] | undefined,
    onCommitted?: (doc: RoomDoc) => void,
  ): Promise<RoomEvent[] | undefined> {
    const { now, version } = record;
    const { roomId } = doc;
    // The due entry comes first: a spurious one is harmless, a missing one strands the room.
    const due = settles ? now : nextDueAt(doc, now, durations);
    if (settles || due < nextDueAt(record.doc, now, durations)) await store.due.schedule(roomId, due);
    const request: CommitRequest = { doc, version, events, at: now, ...(settles ? { settles } : {}) };
    const result = await store.rooms.commit(roomId, request, (late) => {
      cache.drop(roomId);
      publish(record.doc, doc, now, late);
    });
    if ('conflict' in result) {
      cache.drop(roomId);
      return undefined;
    }
    cache.put({ ...record, doc, version: result.version });
    onCommitted?.(doc);
    return publish(record.doc, doc, now, result);
  }

  /** One thing that time has caused. Answers what is left for the caller, or undefined when it is to be asked again. */
  async function advanceOnce(record: RoomRecord): Promise<'nothing' | 'expire' | 'park' | undefined> {
    const next = advance(record, durations);
    if ('same' in next) return 'nothing';
    if ('expire' in next) return 'expire';
    if ('park' in next) return 'park';
    const { change, settles } = next;
    await commit(record, change, settles ? { seq: record.seq, run: runHeader(change.doc) } : undefined);
    return undefined;
  }

  const isUnsettled = ({ doc, now }: RoomRecord): boolean =>
    doc.stage === 'game' && phaseOf(doc, now) === 'ended';

  async function execute(
    roomId: string,
    rule: Rule,
    onCommitted?: (doc: RoomDoc) => void,
  ): Promise<Executed | RefusalCode> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const record = await store.rooms.read(roomId);
      if (!record) return 'no_such_room';
      if (isUnsettled(record)) {
        await advanceOnce(record);
        continue;
      }
      const { doc: before } = record;
      const outcome = rule(record);
      if ('refuse' in outcome) return outcome.refuse;
      if ('same' in outcome) {
        cache.put(record);
        return { before, doc: before, events: [] };
      }
      const { change } = outcome;
      const events = await commit(record, change, undefined, onCommitted);
      if (events) {
        // What the change brings about by itself happens at once: an end is settled, a host who came back is host again.
        if ('change' in advance({ ...record, doc: change.doc }, durations)) await advanceUntilQuiet(roomId);
        return { before, doc: change.doc, events };
      }
    }
    throw new StoreUnavailable('too many conflicting changes');
  }

  async function advanceUntilQuiet(roomId: string): Promise<Advanced> {
    for (let turn = 0; turn < ADVANCES; turn += 1) {
      const record = await store.rooms.read(roomId);
      if (!record) return 'gone';
      const todo = await advanceOnce(record);
      if (todo) return { todo, record };
    }
    throw new StoreUnavailable('too many conflicting changes');
  }

  return {
    execute: (roomId, rule, onCommitted) => mutex.run(roomId, () => execute(roomId, rule, onCommitted)),
    advance: (roomId) => mutex.run(roomId, () => advanceUntilQuiet(roomId)),
  };
}

/** An event of a command that has no rule of its own. */
export const told = (record: RoomRecord, event: EventBody): Outcome => ({
  change: { doc: record.doc, events: [event] },
});
