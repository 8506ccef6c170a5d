import type { Server as HttpServer } from 'node:http';
import type { Durations } from '../../shared/durations.ts';
import { eventFrame } from '../broadcast/frame.ts';
import type { GameServer } from '../broadcast/client.ts';
import type { SocketWriter } from '../broadcast/socket-writer.ts';

export interface Drain {
  isDraining: () => boolean;
  run(): Promise<void>;
}

export interface DrainDeps {
  io: GameServer;
  http: HttpServer;
  writer: SocketWriter;
  durations: Durations;
  elapsed: () => number;
  /** Resolves when no command is under way. */
  idle: () => Promise<void>;
}

/** Clients leave spread over this time, so that the other nodes do not get them in one moment. */
const SPREAD_MS = 1000;
const LOOK_MS = 20;
/** The last commands and goodbyes are waited for no longer. */
const IDLE_MS = 500;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The end of a node, within `drainMs` and a little: nothing new, everybody told, what is under way finished, then closed. */
export function createDrain({ io, http, writer, durations, elapsed, idle }: DrainDeps): Drain {
  let draining = false;
  return {
    isDraining: () => draining,
    async run() {
      draining = true;
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
      while (sockets.size > 0 && elapsed() < until) await pause(LOOK_MS);
      await Promise.race([idle(), pause(IDLE_MS)]);
      io.disconnectSockets(true);
      await Promise.race([io.close(), pause(IDLE_MS)]);
      http.closeAllConnections();
    },
  };
}
