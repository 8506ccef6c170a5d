import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { phaseAt } from '../../../client/state/phase.ts';
import type { City, EventBody, RoomEvent, View } from '../../../shared/messages.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { applyEvent } from '../../../shared/room/apply.ts';
import { SAME, type Outcome } from '../../../shared/room/outcome.ts';
import { phaseOf, seatOf, type RoomDoc, type RoomRecord } from '../../../shared/room/record.ts';
import * as rules from '../../../shared/room/rules.ts';
import { changeSettings } from '../../../shared/room/settings.ts';
import { buildView, hidesFinds, reduceEvent, visibleSeats } from '../../../shared/room/visibility.ts';
import type { Mode } from '../../../shared/settings.ts';
import { person, QUIZ, roomOf } from './fixture.ts';

const PEOPLE = ['anna', 'ben', 'cleo', 'dora', 'emil'];
const MODES: Mode[] = ['race', 'claim', 'coop', 'teams'];

const cityOf = (id: number): City => ({
  id,
  name: `City ${id}`,
  lat: 1,
  lon: 2,
  population: 1000 + id,
  country: 'FR',
  region: '',
});

/** One thing that happens: who does it, to whom, and a number that the rest is taken from. */
interface Step {
  kind: (typeof KINDS)[number];
  who: string;
  whom: string;
  n: number;
}
const KINDS = [
  ...(['join', 'watch', 'leave', 'kick', 'ready', 'configure', 'start', 'start', 'found', 'found'] as const),
  ...([
    'found',
    'done',
    'end',
    'rematch',
    'rename',
    'team',
    'handover',
    'disconnect',
    'wait',
    'emote',
  ] as const),
];
const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(...KINDS),
    who: fc.constantFrom(...PEOPLE),
    whom: fc.constantFrom(...PEOPLE),
    n: fc.nat(1000),
  }),
  { minLength: 5, maxLength: 60, size: 'max' },
);

/** A room as server and store keep it, and the view of everybody in it as a client keeps it by events alone. */
class Room {
  record: RoomRecord;
  readonly views = new Map<string, View>();
  #finds: { seatIndex: number; cityId: number; at: number }[] = [];
  #cityIds = 0;
  #runs = 1;
  /** Types of events since the last comparison. */
  #told = new Set<string>();

  constructor(mode: Mode) {
    this.record = roomOf({ mode });
    this.#look();
  }

  take(step: Step): void {
    const { kind, who, n } = step;
    const seat = seatOf(this.record.doc, who);
    const isSeated = seat !== undefined && !seat.left;
    if (kind === 'wait') this.record = { ...this.record, now: this.record.now + n * 100 };
    // Everything but joining is for those who are seated, as the commands see to.
    else if (kind === 'join' || kind === 'watch' || isSeated) this.#do(this.#outcomeOf(step));
    if (kind === 'found' && isSeated) this.#find(who, 1 + (n % 2));
    if (kind === 'emote' && isSeated) this.#publish([{ type: 'emoted', playerId: who, emote: 'wave' }]);
    this.#advance();
    this.#compare();
    this.#look();
  }

  #outcomeOf({ kind, who, whom, n }: Step): Outcome {
    const { record } = this;
    const { doc } = record;
    switch (kind) {
      case 'leave':
        return rules.leave(record, who);
      case 'kick':
        return rules.kick(record, who, whom, n % 2 === 0);
      case 'ready':
        return rules.ready(record, who, n % 3 > 0);
      case 'configure': {
        const patch =
          n % 3 === 0
            ? { locked: n % 2 === 0 }
            : { mode: MODES[n % 4]!, seconds: 30 + n, ...(n % 5 === 0 ? { hostPlays: n % 2 === 0 } : {}) };
        return rules.configure(record, who, patch, QUIZ);
      }
      case 'start':
        return rules.start(record, who, n);
      case 'done':
        return rules.done(record, who);
      case 'end':
        return rules.end(record, who);
      case 'rematch': {
        const patch = n % 2 === 0 ? { hostPlays: n % 4 === 0 } : { mode: MODES[n % 4]! };
        const settings = changeSettings(doc.settings, patch);
        const runId = `run-${(this.#runs += 1)}`;
        return rules.rematch(record, who, { runId, settings, quiz: QUIZ, patch });
      }
      case 'rename':
        return rules.rename(record, who, `${who} ${n % 5}`);
      case 'team':
        return rules.chooseTeam(record, who, n % 2);
      case 'handover':
        return rules.handover(record, who, whom);
      case 'disconnect':
        return rules.disconnect(record, who, `socket-of-${who}`);
      case 'join':
        return rules.join(record, person(who), n % 4 === 0 ? 'player' : undefined);
      case 'watch':
        return rules.join(record, person(who), 'spectator');
      case 'found':
      case 'emote':
      case 'wait':
        return SAME;
    }
  }

  #do(outcome: Outcome): void {
    if ('change' in outcome) this.#commit(outcome.change.doc, outcome.change.events);
  }

  #advance(): void {
    for (;;) {
      const next = rules.advance(this.record, DURATIONS);
      if (!('change' in next)) return;
      this.#commit(next.change.doc, next.change.events);
    }
  }

  #commit(doc: RoomDoc, events: EventBody[]): void {
    const { record } = this;
    const isNewRun = doc.runId !== record.doc.runId;
    if (isNewRun) this.#finds = [];
    this.record = {
      ...record,
      doc,
      version: record.version + 1,
      ...(isNewRun ? { scores: new Map(), foundCount: 0 } : {}),
    };
    this.#publish(events);
  }

  #find(who: string, count: number): void {
    const { record } = this;
    const seat = seatOf(record.doc, who);
    if (seat?.role !== 'player' || seat.done || phaseOf(record.doc, record.now) !== 'playing') return;
    const cities = Array.from({ length: count }, () => cityOf((this.#cityIds += 1)));
    const old = record.scores.get(seat.index) ?? { cities: 0, population: 0 };
    const population = cities.reduce((sum, city) => sum + city.population, old.population ?? 0);
    const score = { cities: old.cities + count, population };
    for (const { id } of cities) this.#finds.push({ seatIndex: seat.index, cityId: id, at: record.now });
    const scores = new Map([...record.scores, [seat.index, score] as const]);
    this.record = { ...record, scores, foundCount: this.#finds.length };
    this.#publish([{ type: 'found', playerId: who, cities, score }]);
  }

  /** Brings events to every client as the server does. */
  #publish(bodies: readonly EventBody[]): void {
    const { now } = this.record;
    for (const body of bodies) {
      const seq = this.record.seq + 1;
      this.record = { ...this.record, seq };
      const event = { ...body, seq, at: now } as RoomEvent;
      for (const [viewer, view] of this.views) {
        const hidden = hidesFinds(this.record.doc, now);
        this.views.set(viewer, applyEvent(view, reduceEvent(event, viewer, hidden)));
      }
    }
    for (const { type } of bodies) this.#told.add(type);
  }

  fresh(viewer: string): View {
    const { doc, now } = this.record;
    const seats = visibleSeats(doc, viewer, now);
    const visible = this.#finds.filter(({ seatIndex }) => seats === 'all' || seats.includes(seatIndex));
    return buildView(
      this.record,
      viewer,
      { count: visible.length, newest: [...visible].reverse().slice(0, 500) },
      cityOf,
    );
  }

  /** Clients of those who came and went; and those that need more than events carry read it. */
  #look(): void {
    const { seats } = this.record.doc;
    if ([...this.#told].some((type) => type in NOT_CARRIED)) this.views.clear();
    this.#told.clear();
    for (const { playerId, left } of seats)
      if (!left && !this.views.has(playerId)) this.views.set(playerId, this.fresh(playerId));
    for (const viewer of this.views.keys())
      if (!seats.some(({ playerId, left }) => playerId === viewer && !left)) this.views.delete(viewer);
  }

  #compare(): void {
    const { doc, now } = this.record;
    const seen = (view: View): View => {
      let kept: View = { ...view, phase: phaseAt(view, now) };
      for (const type of this.#told) kept = NOT_CARRIED[type]?.(kept) ?? kept;
      return kept;
    };
    for (const [viewer, view] of this.views) {
      const seat = seatOf(doc, viewer);
      if (!seat || seat.left) continue;
      const [applied, fresh] = [seen(view), seen(this.fresh(viewer))];
      // `toStrictEqual` tells what differs, at twenty times the price.
      if (!isDeepStrictEqual(applied, fresh))
        expect({ viewer, ...applied }, [...this.#told].join()).toStrictEqual({ viewer, ...fresh });
    }
  }
}

/** What these events do not carry, taken out of a view: clients read the room after them. */
const NOT_CARRIED: { [type: string]: ((view: View) => View) | undefined } = {
  configured: (view) => ({
    ...view,
    players: view.players.map(({ team: _, ...player }) => ({
      ...player,
      ready: false,
      score: { cities: 0 },
    })),
  }),
  rematched: (view) => ({
    ...view,
    players: view.players.map(({ team: _, ...player }) => player),
  }),
  ended: (view) => ({ ...view, foundCount: 0, found: [] }),
};

it('is what a fresh one is, whatever happened in whatever order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...MODES), steps, (mode, happened) => {
      const room = new Room(mode);
      for (const step of happened) room.take(step);
    }),
    { numRuns: 300 },
  );
});
