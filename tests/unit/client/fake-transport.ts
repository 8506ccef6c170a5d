import type { Commands } from '../../../shared/commands.ts';
import type { Ack, Answers, CommandName, Feature, View } from '../../../shared/messages.ts';
import type { PageTransport } from '../../../client/net/page-transport.ts';
import type { TransportListener } from '../../../shared/client/transport.ts';

/** A command on its way, to be answered by the test. */
export interface Sent {
  name: CommandName;
  payload: Record<string, unknown>;
  answer: (answer: unknown) => void;
}

/** A transport that the test answers for: nothing is answered unless the test does. */
export function createFakeTransport({ connected = true } = {}) {
  const listeners = new Set<TransportListener>();
  const sent: Sent[] = [];
  const steered: (string | null)[] = [];
  const offered = new Set<Feature>();
  const reconnections = { count: 0 };
  let open = connected;

  const tell = (call: (listener: TransportListener) => void): void => {
    for (const listener of [...listeners]) call(listener);
  };

  const transport: PageTransport = {
    get connected() {
      return open;
    },
    offers: (feature) => offered.has(feature),
    send<N extends CommandName>(name: N, payload: Commands[N]) {
      if (!open) return Promise.resolve(null);
      return new Promise<Ack<Answers[N]> | null>((resolve) => {
        sent.push({
          name,
          payload,
          answer: (answer) => resolve(answer as Ack<Answers[N]> | null),
        });
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    steer: (roomId) => void steered.push(roomId),
    open: () => undefined,
    close: () => undefined,
    reconnect: () => {
      reconnections.count += 1;
    },
  };

  return {
    transport,
    sent,
    steered,
    /** How often the connection was to be made anew. */
    reconnections,
    /** Additions to the protocol that the server knows; none at first. */
    offered,
    tell,
    /** Takes the oldest unanswered command of this name; fails the test when there is none. */
    take(name: CommandName): Sent {
      const at = sent.findIndex((command) => command.name === name);
      if (at < 0)
        throw new Error(`no ${name} was sent, but: ${sent.map((command) => command.name).join(', ')}`);
      return sent.splice(at, 1)[0]!;
    },
    connect(): void {
      open = true;
      tell((listener) => listener.connected?.());
    },
    /** Drops the connection: what was on its way is never answered. */
    disconnect(): void {
      open = false;
      for (const { answer } of sent.splice(0)) answer(null);
      tell((listener) => listener.disconnected?.());
    },
  };
}

export type FakeTransport = ReturnType<typeof createFakeTransport>;

/** Lets promises settle. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

export function viewOf(change: Partial<View> = {}): View {
  return {
    roomId: 'QKZP7M',
    phase: 'playing',
    settings: {
      quiz: 'france',
      mode: 'claim',
      seconds: null,
      namesakes: 'largest',
      typos: 'off',
      minPopulation: 0,
      maxPlayers: 12,
      lateJoin: true,
      locked: false,
    },
    quiz: { slug: 'france', title: 'France', cities: 15_132, population: 60_000_000, dataVersion: '1' },
    hostId: 'me',
    players: [player('me', 'Ilyas', 0), player('her', 'Marta', 1)],
    startsAt: 1000,
    endsAt: null,
    you: { playerId: 'me', role: 'player' },
    foundCount: 0,
    found: [],
    ...change,
  };
}

const player = (id: string, name: string, colour: number): View['players'][number] => ({
  id,
  name,
  colour,
  online: true,
  ready: false,
  role: 'player',
  score: { cities: 0, population: 0 },
});

export const LYON = {
  id: 2996944,
  name: 'Lyon',
  lat: 45.75,
  lon: 4.85,
  population: 522_250,
  country: 'FR',
  region: 'Auvergne-Rhône-Alpes',
};
export const NICE = {
  id: 2990440,
  name: 'Nice',
  lat: 43.7,
  lon: 7.27,
  population: 342_669,
  country: 'FR',
  region: "Provence-Alpes-Côte d'Azur",
};
