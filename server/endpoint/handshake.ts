import type { IncomingMessage } from 'node:http';
import type { Limits } from '../../shared/limits.ts';
import type { HandshakeRefusalCode } from '../../shared/refusal.ts';
import type { Config } from '../config.ts';
import { addressKey, clientAddress, trustOf } from '../identity/address.ts';
import { isOwnOrigin } from '../identity/origin.ts';
import type { Identities, Identity } from '../identity/identity.ts';
import type { Log } from '../log.ts';
import type { Quotas } from '../limits/quotas.ts';
import { StoreUnavailable } from '../store/room-store.ts';

/** Somebody who may connect. */
export interface Admission {
  identity: Identity;
  /** What counters of the address are kept under. */
  address: string;
  /** Rooms in which the player holds a seat. */
  rooms: string[];
}

/** Why a handshake fails: `data` reaches the client's `connect_error`. */
export class HandshakeRefused extends Error {
  override readonly name = 'HandshakeRefused';
  readonly data: { code: HandshakeRefusalCode; retryAfterMs?: number };
  constructor(code: HandshakeRefusalCode, retryAfterMs?: number) {
    super(code);
    this.data = retryAfterMs === undefined ? { code } : { code, retryAfterMs };
  }
}

export interface Handshakes {
  /** Throws {@link HandshakeRefused}. Counts the address's connection: {@link release} it when it ends. */
  admit(request: IncomingMessage, auth: Record<string, unknown>): Promise<Admission>;
  release(address: string): void;
}

export interface HandshakeDeps {
  config: Pick<Config, 'publicUrl' | 'trustProxy'>;
  identities: Identities;
  quotas: Quotas;
  limits: Limits;
  roomsOf: (playerId: string) => Promise<string[]>;
  isDraining: () => boolean;
  log: Log;
}

const MINUTE_MS = 60_000;
/** When to come back: to another node; when the store answers again; when somebody else has gone. */
const DRAINING_MS = 1000;
const UNAVAILABLE_MS = 500;
const CROWDED_MS = 10_000;
/** Longer tokens are none. */
const TOKEN_LENGTH = 1024;
const NAME_LENGTH = 256;

export function createHandshakes(deps: HandshakeDeps): Handshakes {
  const { config, identities, quotas, limits, roomsOf, isDraining, log } = deps;
  const trust = trustOf(config.trustProxy);
  /** Connections by address, on this node. */
  const connected = new Map<string, number>();

  async function ask(address: string, { playerId, newIdentity }: Identity): Promise<string[]> {
    try {
      const limit = limits.newSocketsPerMinuteAddress;
      const waitMs = await quotas.spend(`sockets@${address}`, limit, MINUTE_MS);
      if (waitMs !== undefined) throw new HandshakeRefused('rate_limited', waitMs);
      return newIdentity ? [] : await roomsOf(playerId);
    } catch (error) {
      if (error instanceof HandshakeRefused) throw error;
      if (!(error instanceof StoreUnavailable)) log.error({ err: error }, 'handshake failed');
      throw new HandshakeRefused('unavailable', UNAVAILABLE_MS);
    }
  }

  function release(address: string): void {
    const count = (connected.get(address) ?? 1) - 1;
    if (count > 0) connected.set(address, count);
    else connected.delete(address);
  }

  return {
    async admit(request, auth) {
      if (isDraining()) throw new HandshakeRefused('draining', DRAINING_MS);
      if (!isOwnOrigin(request.headers, config.publicUrl)) throw new HandshakeRefused('bad_origin');
      const address = addressKey(clientAddress(request, trust));
      const count = connected.get(address) ?? 0;
      if (count >= limits.socketsPerAddress) throw new HandshakeRefused('rate_limited', CROWDED_MS);
      const identity = identities.fromHandshake({
        cookie: request.headers.cookie,
        token: textOf(auth['token'], TOKEN_LENGTH),
        name: textOf(auth['name'], NAME_LENGTH),
      });
      connected.set(address, count + 1);
      try {
        return { identity, address, rooms: await ask(address, identity) };
      } catch (error) {
        release(address);
        throw error;
      }
    },
    release,
  };
}

const textOf = (value: unknown, length: number): string | undefined =>
  typeof value === 'string' && value.length <= length ? value : undefined;
