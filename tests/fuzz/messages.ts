import { COMMANDS } from '../../shared/commands.ts';
import { LIMITS } from '../../shared/limits.ts';
import { EMOTES } from '../../shared/words.ts';

/** What messages are made of: the rooms, people and names that they speak of. */
export interface Vocabulary {
  roomIds: readonly string[];
  /** Of those, the rooms in which players may say that they are done. */
  endingIds: readonly string[];
  playerIds: readonly string[];
  runIds: readonly string[];
  /** Cities that may be named; what must stay hidden is not among them. */
  names: readonly string[];
}

/** Messages as a client may send them, and as none should. */
export interface Messages {
  /** A command as the protocol has it: what it says may be refused, never what it is. */
  command(): string;
  /** A well-formed packet of Socket.IO with anything in it. */
  odd(): string;
  /** A packet that Socket.IO or engine.io may close the connection for. */
  broken(): string;
}

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  '🗺️',
  'é'.repeat(80),
  'x'.repeat(2000),
];
const ODD_NUMBERS = [-1, 0.5, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, -0];

export function createMessages(random: () => number, vocabulary: Vocabulary): Messages {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (share: number): boolean => random() < share;
  const below = (limit: number): number => Math.floor(random() * limit);
  const id = (): string => `f${below(1000)}`;
  const roomId = (): string => pick(vocabulary.roomIds);

  /** Payloads of all commands, the cheap ones more often than the dear. */
  const payloads: { [Name in keyof typeof COMMANDS]: [weight: number, make: () => object] } = {
    guess: [60, guess],
    create: [1, () => ({ createId: `c${below(20)}`, settings: settings() })],
    join: [2, () => ({ roomId: roomId(), ...(chance(0.3) ? { as: pick(['player', 'spectator']) } : {}) })],
    ready: [2, () => ({ roomId: roomId(), ready: chance(0.5) })],
    leave: [0.3, () => ({ roomId: roomId() })],
    configure: [1, () => ({ roomId: roomId(), settings: partOf(settings()) })],
    start: [0.5, () => ({ roomId: roomId() })],
    done: [0.3, () => ({ roomId: pick(vocabulary.endingIds) })],
    end: [0.3, () => ({ roomId: roomId() })],
    rematch: [0.5, () => ({ roomId: roomId(), ...(chance(0.5) ? { settings: partOf(settings()) } : {}) })],
    rename: [
      1,
      () => ({ roomId: roomId(), name: pick([...ODD_TEXTS.slice(1, 8), 'Ada', 'Zoë']).slice(0, 96) }),
    ],
    team: [1, () => ({ roomId: roomId(), team: below(8) })],
    kick: [0.3, () => ({ roomId: roomId(), playerId: pick(vocabulary.playerIds), ban: chance(0.5) })],
    handover: [0.5, () => ({ roomId: roomId(), playerId: pick(vocabulary.playerIds) })],
    emote: [1, () => ({ roomId: roomId(), emote: pick(EMOTES) })],
    sync: [2, () => ({ roomId: roomId(), since: below(2000) })],
    view: [2, () => ({ roomId: roomId() })],
    time: [4, () => ({})],
  };
  const names = Object.keys(payloads) as (keyof typeof payloads)[];
  const weights = names.map((name) => payloads[name][0]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);

  function command(): string {
    const name = nameOf();
    return packet(name, payloads[name][1]());
  }

  function nameOf(): keyof typeof payloads {
    let left = random() * total;
    return names.find((_, index) => (left -= weights[index]!) < 0) ?? 'time';
  }

  /** With a number to acknowledge it under, mostly. */
  const packet = (name: string, ...args: unknown[]): string =>
    `42${chance(0.9) ? below(1_000_000) : ''}${JSON.stringify([name, ...args])}`;

  function guess(): object {
    const text = chance(0.9) ? pick(vocabulary.names) : `${pick(vocabulary.names)}${below(100)}`;
    return {
      roomId: roomId(),
      guessId: id(),
      text,
      ...(chance(0.2) ? { runId: pick(vocabulary.runIds) } : {}),
      ...(chance(0.1) ? { typing: true } : {}),
    };
  }

  const settings = (): Record<string, unknown> => ({
    quiz: pick(['france', 'world', 'monaco', 'atlantis']),
    mode: pick(['solo', 'race', 'claim', 'coop', 'teams']),
    seconds: pick([null, 30, 600, 86_400]),
    maxPlayers: 2 + below(23),
    teams: 2 + below(7),
    typos: pick(['off', 'hint', 'accept']),
  });

  const partOf = (whole: Record<string, unknown>): object =>
    Object.fromEntries(Object.entries(whole).filter(() => chance(0.5)));

  function anything(depth = 0): unknown {
    const kind = below(depth > 4 ? 5 : 8);
    if (kind === 0) return null;
    if (kind === 1) return chance(0.5);
    if (kind === 2) return pick(ODD_NUMBERS);
    if (kind === 3) return pick(ODD_TEXTS);
    if (kind === 4) return roomId();
    const count = below(4);
    if (kind === 5) return Array.from({ length: count }, () => anything(depth + 1));
    const keys = ['roomId', 'guessId', 'text', 'settings', 'as', 'playerId', ...ODD_TEXTS.slice(0, 7)];
    return Object.fromEntries(Array.from({ length: count }, () => [pick(keys), anything(depth + 1)]));
  }

  /** A command in which one field is something else, is missing, or is one too many. */
  function spoilt(): string {
    const name = nameOf();
    const payload = { ...payloads[name][1]() } as Record<string, unknown>;
    const key = pick([...Object.keys(payload), 'more', '__proto__']);
    if (chance(0.2)) Reflect.deleteProperty(payload, key);
    else Object.defineProperty(payload, key, { value: anything(), enumerable: true, configurable: true });
    return packet(name, payload);
  }

  function odd(): string {
    const text = anyOdd();
    // Larger ones are for those that may close the connection.
    return Buffer.byteLength(text) <= LIMITS.frameBytes ? text : command();
  }

  function anyOdd(): string {
    const kind = below(6);
    if (kind === 0) return packet(pick([...names, ...ODD_TEXTS, 'welcome', 'events']), anything());
    if (kind === 1) return packet(pick(names), anything(), anything());
    if (kind === 2) return packet(pick(names));
    if (kind === 3) return `42${below(1000)}${nested(1 + below(1500))}`;
    if (kind === 4) return `43${below(1000)}${JSON.stringify([anything()])}`;
    return spoilt();
  }

  /** An event whose one argument is an array in an array in an array… */
  const nested = (depth: number): string => `["time",${'['.repeat(depth)}${']'.repeat(depth)}]`;

  function broken(): string {
    const kind = below(6);
    const whole = chance(0.5) ? command() : odd();
    if (kind === 0) return whole.slice(0, below(whole.length));
    if (kind === 1) return swapped(whole);
    if (kind === 2)
      return pick([
        '',
        '0',
        '1',
        '2',
        '2probe',
        '5',
        '6',
        '7',
        '9',
        'b',
        '4',
        '40',
        '41',
        '42',
        '44',
        '45',
        '46',
        '47',
      ]);
    if (kind === 3) return `4${below(10)}${pick(['', '/', '/admin,', '/x?y=1,'])}${whole.slice(2)}`;
    if (kind === 4)
      return `45${pick(['', '0', '1', '2', '-1', '99999999'])}-${below(10)}["guess",{"_placeholder":true,"num":${pick(ODD_NUMBERS)}}]`;
    return `42${'9'.repeat(below(400))}["time",{}]`;
  }

  /** A few characters of it are others. */
  function swapped(text: string): string {
    const characters = [...text];
    for (let n = 1 + below(3); n > 0; n -= 1) {
      const at = below(characters.length);
      const other = String.fromCharCode(below(chance(0.8) ? 128 : 0xd800));
      characters.splice(at, below(3), ...(chance(0.5) ? [other] : []));
    }
    return characters.join('');
  }

  return { command, odd, broken };
}
