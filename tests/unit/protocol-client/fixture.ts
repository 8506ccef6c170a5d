import type { Commands } from '../../../shared/commands.ts';
import type { Ack, Answers, City, CommandName, Feature, RoomEvent, View } from '../../../shared/messages.ts';
import type { RefusalCode } from '../../../shared/refusal.ts';
import { createListeners } from '../../../shared/client/listeners.ts';
import type { Transport, TransportListener } from '../../../shared/client/transport.ts';
import { buildView } from '../../../shared/room/visibility.ts';
import { roomOf, withGuests } from '../room/fixture.ts';

export const ROOM = 'ABCDEF';

export const cityOf = (id: number): City => ({
  id,
  name: `City ${id}`,
  lat: 45.7,
  lon: 4.8,
  population: 1000 + id,
  country: 'FR',
  region: '',
});

/** The room of `anna`, who looks at it, and `ben`. */
export const viewOf = (change: Partial<View> = {}): View => ({
  ...buildView(withGuests(roomOf({ mode: 'claim' }), 'ben'), 'anna', { count: 0, newest: [] }, cityOf),
  ...change,
});

export const found = (seq: number, playerId = 'ben'): RoomEvent => ({
  seq,
  at: seq,
  type: 'found',
  playerId,
  cities: [cityOf(seq)],
  score: { cities: seq, population: seq },
});

export const refusal = (code: RefusalCode, retryAfterMs?: number): Ack<never> => ({
  ok: false,
  code,
  message: '',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

/** A command on its way, to be answered by the test. */
interface Sent {
  name: CommandName;
  payload: Record<string, unknown>;
  answer: (answer: unknown) => void;
}

/** A connection that a test holds in its hand: nothing is answered unless the test does. */
export function createFakeTransport({ connected = true } = {}) {
  const { add, tell } = createListeners<TransportListener>();
  const sent: Sent[] = [];
  const offered = new Set<Feature>();
  const state = { connected };
  const transport: Transport = {
    get connected() {
      return state.connected;
    },
    offers: (feature) => offered.has(feature),
    send<Name extends CommandName>(name: Name, payload: Commands[Name]) {
      if (!state.connected) return Promise.resolve(null);
      return new Promise<Ack<Answers[Name]> | null>((resolve) => {
        sent.push({ name, payload, answer: (answer) => resolve(answer as Ack<Answers[Name]> | null) });
      });
    },
    listen: add,
  };
  return {
    transport,
    sent,
    /** Additions to the protocol that the server knows; none at first. */
    offered,
    tell,
    /** Answers the oldest unanswered command of this name; throws when there is none. */
    async answer(name: CommandName, answer: unknown): Promise<Record<string, unknown>> {
      const at = sent.findIndex((command) => command.name === name);
      if (at < 0) throw new Error(`no ${name} was sent, but: ${sent.map((command) => command.name).join()}`);
      const [command] = sent.splice(at, 1);
      command!.answer(answer);
      await settle();
      return command!.payload;
    },
    async connect(): Promise<void> {
      state.connected = true;
      tell((listener) => listener.connected?.());
      await settle();
    },
    /** Drops the connection: what was on its way is never answered. */
    async disconnect(): Promise<void> {
      state.connected = false;
      for (const { answer } of sent.splice(0)) answer(null);
      tell((listener) => listener.disconnected?.());
      await settle();
    },
  };
}

export type FakeTransport = ReturnType<typeof createFakeTransport>;

/** Lets promises settle. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};
