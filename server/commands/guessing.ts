import type { Commands } from '../../shared/commands.ts';
import type { Durations } from '../../shared/durations.ts';
import type { City } from '../../shared/messages.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { phaseOf, type Seat } from '../../shared/room/record.ts';
import { hidesFinds } from '../../shared/room/visibility.ts';
import type { Log } from '../log.ts';
import type { Judgement, Quizzes } from '../quizzes/quizzes.ts';
import type { Caller } from '../identity/caller.ts';
import { hydrateCities } from './hydrate.ts';
import { sideOf } from '../../shared/room/ownership.ts';
import type { Broadcaster } from '../broadcast/broadcaster.ts';
import type { KnownRoom, RoomCache } from './room-cache.ts';
import type { Reply } from './reply.ts';
import { StoreUnavailable, type GuessResult, type RoomStore } from '../store/room-store.ts';
import type { CommandExecutor } from './command-executor.ts';
import { Overloaded } from './overloaded.ts';

export interface GuessDeps {
  store: RoomStore;
  cache: RoomCache;
  quizzes: Pick<Quizzes, 'judge' | 'city'>;
  broadcaster: Broadcaster;
  executor: CommandExecutor;
  durations: Pick<Durations, 'storeTimeoutMs' | 'guessTooOldMs'>;
  elapsed: () => number;
  log: Log;
}

type Candidates = Extract<Judgement, { kind: 'candidates' }>;
type Miss = Exclude<Judgement, Candidates>;
type Answer = Reply<'guess'>;

/** Whether the guesser was told meanwhile that it is unavailable. */
type IsLate = () => boolean;
const NEVER_LATE: IsLate = () => false;

/** The one hot command: judged in memory; a miss ends here, a candidate takes one atomic step of the store. */
export function createGuessing(
  deps: GuessDeps,
): (caller: Caller, input: Commands['guess']) => Promise<Answer> {
  const { store, cache, quizzes, broadcaster, executor, durations, elapsed, log } = deps;

  return (caller, input) => (input.typing ? guess(caller, input).then(creditOnly) : guess(caller, input));

  function guess(caller: Caller, input: Commands['guess']): Promise<Answer> {
    // The player goes on in another tab: what this one still sends is not what they mean.
    if (caller.supersededIn?.has(input.roomId)) return Promise.resolve(refuse('not_seated'));
    const room = cache.peek(input.roomId);
    if (!room) return inTime((isLate) => judgeUnknown(caller, input, isLate));
    const judged = judge(room, input);
    return judged.kind === 'candidates'
      ? credit(room, caller, input, judged, NEVER_LATE)
      : miss(room, caller, input, judged);
  }

  function judge(room: KnownRoom, input: Commands['guess']): Judgement {
    const { settings } = room.doc;
    // What is still being typed is no typo yet.
    return quizzes.judge(input.typing ? { ...settings, typos: 'off' } : settings, input.text);
  }

  /** As many steps of the store as it takes, in the time of one. */
  function inTime(steps: (isLate: IsLate) => Promise<Answer>): Promise<Answer> {
    let late = false;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        late = true;
        reject(new StoreUnavailable('the store took too long for all of a guess'));
      }, durations.storeTimeoutMs);
      steps(() => late)
        .then(resolve, (error: unknown) => {
          // Nobody hears of it any more.
          if (late && !(error instanceof StoreUnavailable)) log.error({ err: error }, 'a late guess failed');
          reject(error instanceof Error ? error : new Error(String(error)));
        })
        .finally(() => clearTimeout(timer));
    });
  }

  async function judgeUnknown(caller: Caller, input: Commands['guess'], isLate: IsLate): Promise<Answer> {
    const askedAt = elapsed();
    const room = await cache.load(input.roomId);
    // Its player has nearly given it up, and the store is slow enough without it.
    if (elapsed() - askedAt > durations.guessTooOldMs) throw new Overloaded('the guess has waited too long');
    if (!room) return refuse('no_such_room');
    const judged = judge(room, input);
    if (judged.kind !== 'candidates') return missNow(room, caller, input, judged);
    return credit(room, caller, input, judged, isLate);
  }

  /** Without `await`, as each would cost this path a promise and its frame. */
  function credit(
    room: KnownRoom,
    { playerId, connection }: Caller,
    { roomId, guessId, runId }: Commands['guess'],
    judged: Candidates,
    isLate: IsLate,
  ): Promise<Answer> {
    const request = {
      roomId,
      playerId,
      guessId,
      runId,
      likelySeat: room.seats.get(playerId)?.index ?? 0,
      candidates: judged.cityIds,
      populations: judged.populations,
      reach: judged.reach,
      take: judged.take,
      qualified: judged.qualified,
    };
    // The guesser was told that it is unavailable: this time the find has to come as an event.
    const onLate = (late: GuessResult): void => void answer(room, playerId, undefined, late);
    return store.rooms
      .guess(request, onLate)
      .then((result) => answer(room, playerId, isLate() ? undefined : connection.socket, result));
  }

  /** What a result of the store means; a new find is published to everybody but `author`. */
  function answer(
    room: KnownRoom,
    playerId: string,
    author: string | undefined,
    result: GuessResult,
  ): Answer {
    if ('refused' in result) return refused(room, result.refused);
    switch (result.outcome) {
      case 'found': {
        const cities = hydrateCities(result.cityIds, quizzes.city);
        if (!result.repeated) found(room, playerId, author, result, cities);
        return {
          ok: true,
          outcome: 'found',
          cities,
          score: result.score,
          seq: result.seq,
          ...(result.again > 0 ? { again: result.again } : {}),
          ...(result.more > 0 ? { more: result.more } : {}),
        };
      }
      case 'already':
        return {
          ok: true,
          outcome: 'already',
          cities: hydrateCities(result.cityIds, quizzes.city),
          ...(result.more > 0 ? { more: result.more } : {}),
        };
      case 'taken': {
        const cities: City[] = [];
        for (const { cityId, playerId: by, byMs } of result.owners) {
          const city = quizzes.city(cityId);
          if (city) cities.push({ ...city, by, byMs });
        }
        return { ok: true, outcome: 'taken', cities, ...(result.more > 0 ? { more: result.more } : {}) };
      }
    }
  }

  function found(
    room: KnownRoom,
    playerId: string,
    author: string | undefined,
    result: Extract<GuessResult, { outcome: 'found' }>,
    cities: City[],
  ): void {
    const { doc } = room;
    const { seq, at, score, elsewhere, full } = result;
    // The document may be as old as the cache allows, but what decides about hiding does not change while a game runs.
    const hidden = hidesFinds(doc, at);
    const delivery = author === undefined ? { hidden, elsewhere } : { hidden, elsewhere, author };
    broadcaster.events(doc.roomId, [{ seq, at, type: 'found', playerId, cities, score }], delivery);
    if (full) settle(doc.roomId);
  }

  function refused(room: KnownRoom, code: Extract<GuessResult, { refused: string }>['refused']): Refusal {
    cache.drop(room.doc.roomId);
    if (code === 'wrong_phase' && isOver(room, store.now())) settle(room.doc.roomId);
    return refuse(code);
  }

  /** Whoever notices that a game is over ends it; if this fails, the due-set still does. */
  function settle(roomId: string): void {
    executor.advance(roomId).catch((error: unknown) => {
      log.warn({ err: error, roomId }, 'game not settled yet');
    });
  }

  /** No candidate: the node's knowledge of the room is enough, unless it says no. */
  function miss(room: KnownRoom, caller: Caller, input: Commands['guess'], judged: Miss): Promise<Answer> {
    const known = admit(room, caller.playerId, input.runId);
    if (typeof known !== 'string' && judged.kind !== 'part')
      return Promise.resolve({ ok: true, outcome: judged.kind, cities: [] });
    return inTime(() => missNow(room, caller, input, judged));
  }

  async function missNow(
    room: KnownRoom,
    { playerId }: Caller,
    { runId }: Commands['guess'],
    judged: Miss,
  ): Promise<Answer> {
    const known = admit(room, playerId, runId);
    if (typeof known === 'string') {
      const { roomId } = room.doc;
      const now = await cache.load(roomId);
      const again = now ? admit(now, playerId, runId) : 'no_such_room';
      if (typeof again === 'string') return now ? refused(now, again) : refuse(again);
      return missed(now!, again, judged);
    }
    return missed(room, known, judged);
  }

  /** The seat that may guess now, or why there is none. */
  function admit(
    room: KnownRoom,
    playerId: string,
    runId: string | undefined,
  ): Seat | 'no_such_room' | 'not_seated' | 'wrong_phase' {
    const seat = room.seats.get(playerId);
    if (!seat) return 'no_such_room';
    if (seat.role !== 'player' || seat.left) return 'not_seated';
    if (runId !== undefined && runId !== room.doc.runId) return 'wrong_phase';
    return seat.done || phaseOf(room.doc, store.now()) !== 'playing' ? 'wrong_phase' : seat;
  }

  async function missed(room: KnownRoom, seat: Seat, judged: Miss): Promise<Answer> {
    if (judged.kind !== 'part') return { ok: true, outcome: judged.kind, cities: [] };
    const partOf = await foundBySide(room, seat, judged.of);
    return { ok: true, outcome: 'part', cities: [], ...(partOf ? { partOf } : {}) };
  }

  /** The city, if the seat's side has found it: its name is no secret to them then. */
  async function foundBySide({ doc }: KnownRoom, seat: Seat, cityId: number): Promise<City | undefined> {
    const owner = await store.rooms.ownerOf(doc.roomId, cityId, seat.index);
    if (!owner) return undefined;
    const finder = doc.seats.find((other) => other.index === owner.seatIndex);
    if (owner.seatIndex !== seat.index && (!finder || sideOf(doc, finder) !== sideOf(doc, seat)))
      return undefined;
    return quizzes.city(cityId);
  }
}

/** What is still being typed asks nothing: whatever it came to, if it was no credit, it is nothing. */
const creditOnly = (answer: Answer): Answer =>
  !answer.ok || answer.outcome === 'found' ? answer : { ok: true, outcome: 'unknown', cities: [] };

/** Whether time has ended a game that nobody has settled yet, as far as this node knows. */
const isOver = ({ doc }: KnownRoom, now: number): boolean =>
  doc.stage === 'game' && phaseOf(doc, now) === 'ended';
