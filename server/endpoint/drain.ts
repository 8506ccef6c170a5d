import type { Server as HttpServer } from 'node:http';
import type { Durations } from '../../shared/durations.ts';
import type { GameServer } from '../broadcast/client.ts';
import { eventFrame } from '../broadcast/frame.ts';
import type { SocketWriter } from '../broadcast/socket-writer.ts';
import type { Draining } from './draining.ts';

export interface DrainDeps {
  io: GameServer;
  http: HttpServer;
  writer: SocketWriter;
  draining: Draining;
  durations: Pick<Durations, 'drainMs'>;
  elapsed: () => number;
  /** Resolves when no command is under way. */
  idle: () => Promise<void>;
}

/** Clients leave spread over this time, so that the other nodes do not get them in one moment. */
const SPREAD_MS = 1000;
const CHECK_MS = 20;
/** The longest that commands under way, and the closing of connections, are each waited for. */
const IDLE_MS = 250;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The end of a node's connections, within `drainMs` and half a second: nothing new, everybody told, what is under way finished, then
 * closed.
 */
export async function drain(deps: DrainDeps): Promise<void> {
  const { io, http, writer, draining, durations, elapsed, idle } = deps;
  draining.begin();
  http.close();
  let index = 0;
  const { sockets } = io.sockets;
  const spreadMs = Math.min(SPREAD_MS, durations.drainMs / 2);
  for (const { data } of sockets.values()) {
    const reconnectInMs = Math.round((spreadMs * index) / Math.max(1, sockets.size));
    writer.send(data.client, eventFrame('draining', { reconnectInMs }));
    index += 1;
  }
  const until = elapsed() + durations.drainMs;
  while (sockets.size > 0 && elapsed() < until) await pause(CHECK_MS);
  await Promise.race([idle(), pause(IDLE_MS)]);
  // Of this node alone: over the adapter the call would reach the players of every node.
  io.local.disconnectSockets(true);
  await Promise.race([io.close(), pause(IDLE_MS)]);
  http.closeAllConnections();
}
