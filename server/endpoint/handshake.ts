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
  /** What the connection is counted under. */
  counted: string;
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
  /**
   * Who holds a seat is limited as a player, strangers by their address: a class behind one address comes back at once. Throws
   * {@link HandshakeRefused}. Counts the connection: {@link release} it when it ends.
   */
  admit(request: IncomingMessage, auth: Record<string, unknown>): Promise<Admission>;
  release(counted: string): void;
}

export interface HandshakeDeps {
  config: Pick<Config, 'publicOrigin' | 'trustProxy'>;
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
  /** Connections by player or address, on this node. */
  const connected = new Map<string, number>();

  function count(counted: string, limit: number): void {
    const before = connected.get(counted) ?? 0;
    if (before >= limit) throw new HandshakeRefused('rate_limited', CROWDED_MS);
    connected.set(counted, before + 1);
  }

  function release(counted: string): void {
    const left = (connected.get(counted) ?? 1) - 1;
    if (left > 0) connected.set(counted, left);
    else connected.delete(counted);
  }

  async function spend(key: string, limit: number): Promise<void> {
    const waitMs = await quotas.spend(key, limit, MINUTE_MS);
    if (waitMs !== undefined) throw new HandshakeRefused('rate_limited', waitMs);
  }

  /** The rooms of somebody who was here before. The player's own limit comes first: it bounds the readings. */
  async function seatsOf({ playerId, newIdentity }: Identity): Promise<string[]> {
    if (newIdentity) return [];
    await spend(`sockets:${playerId}`, limits.newSocketsPerMinutePlayer);
    return roomsOf(playerId);
  }

  async function enter(identity: Identity, address: string): Promise<Admission> {
    const rooms = await seatsOf(identity);
    if (rooms.length > 0) {
      const counted = `player ${identity.playerId}`;
      count(counted, limits.socketsPerPlayer);
      return { identity, address, counted, rooms };
    }
    const counted = `address ${address}`;
    count(counted, limits.socketsPerAddress);
    try {
      await spend(`sockets@${address}`, limits.newSocketsPerMinuteAddress);
      return { identity, address, counted, rooms };
    } catch (error) {
      release(counted);
      throw error;
    }
  }

  return {
    async admit(request, auth) {
      if (isDraining()) throw new HandshakeRefused('draining', DRAINING_MS);
      if (!isOwnOrigin(request.headers, config.publicOrigin)) throw new HandshakeRefused('bad_origin');
      const identity = identities.fromHandshake({
        cookie: request.headers.cookie,
        token: textOf(auth['token'], TOKEN_LENGTH),
        name: textOf(auth['name'], NAME_LENGTH),
      });
      try {
        return await enter(identity, addressKey(clientAddress(request, trust)));
      } catch (error) {
        if (error instanceof HandshakeRefused) throw error;
        if (!(error instanceof StoreUnavailable)) log.error({ err: error }, 'handshake failed');
        throw new HandshakeRefused('unavailable', UNAVAILABLE_MS);
      }
    },
    release,
  };
}

const textOf = (value: unknown, length: number): string | undefined =>
  typeof value === 'string' && value.length <= length ? value : undefined;
