import type { RequestListener, Server as HttpServer } from 'node:http';
import type { ServerOptions } from 'socket.io';
import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Identities } from '../identity/identity.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { NodeChannel } from '../broadcast/node-channel.ts';
import type { Presence } from '../workers/presence.ts';
import type { Broadcaster } from '../broadcast/broadcaster.ts';
import type { Quotas } from '../limits/quotas.ts';
import type { RoomService } from '../commands/room-service.ts';
import type { FastPath } from '../fast-path/fast-path.ts';
import type { RoomStore } from '../store/room-store.ts';
import { createBudgets } from '../limits/budget.ts';
import type { Client } from '../broadcast/client.ts';
import { commandTable } from './command-table.ts';
import { acceptConnections } from './connections.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createDrain } from './drain.ts';
import { createFanOut } from '../broadcast/fan-out.ts';
import type { Frame } from '../broadcast/frame.ts';
import { createHandshakes } from './handshake.ts';
import { createHeartbeat } from '../workers/heartbeat.ts';
import { createCommandReader } from './command-reader.ts';
import { createLocalSubscriptions } from '../broadcast/local-subscriptions.ts';
import { createNodeBus, type NodeMessage } from '../broadcast/node-bus.ts';
import { createBroadcaster } from '../broadcast/room-broadcaster.ts';
import { createSocketServer } from './socket-server.ts';
import { createSocketWriter } from '../broadcast/socket-writer.ts';

/** The sockets of a node: commands in, events out. */
export interface Endpoint {
  readonly http: HttpServer;
  readonly publisher: Broadcaster;
  /** Socket ids of a room's members on this node, by player. */
  membersOf: (roomId: string) => ReadonlyMap<string, string>;
  /** Lets connections in from now on. */
  serve(rooms: {
    service: RoomService;
    presence: Presence;
    /** Another node has changed this room. */
    onChanged: (roomId: string) => void;
  }): void;
  listen(port: number, host: string): Promise<void>;
  isDraining: () => boolean;
  /** Sends clients elsewhere, finishes what is under way, and closes every connection. */
  drain(): Promise<void>;
}

export interface EndpointDeps {
  config: Pick<Config, 'publicUrl' | 'trustProxy'>;
  nodeId: string;
  limits: Limits;
  durations: Durations;
  /** Joins the nodes that share a store; undefined for a node that is alone. */
  link: { adapter: ServerOptions['adapter']; channel: NodeChannel } | undefined;
  identities: Identities;
  quotas: Quotas;
  store: RoomStore;
  clock: Clock;
  metrics: Metrics;
  log: Log;
  fastPath: FastPath;
  request: RequestListener;
}

export function createEndpoint(deps: EndpointDeps): Endpoint {
  const { config, nodeId, limits, durations, link, store, clock, metrics, log, fastPath } = deps;
  const { elapsed } = clock;
  const { io, http } = createSocketServer({ request: deps.request, limits, adapter: link?.adapter });
  const writer = createSocketWriter(fastPath.frames, limits.unsentBytes, ({ caller }: Client, bytes) => {
    log.info({ playerId: caller.playerId, bytes }, 'slow reader closed');
  });
  let onChanged: (roomId: string) => void = () => undefined;
  const members = createLocalSubscriptions(elapsed);
  const peers = createNodeBus({ io, nodeId, channel: link?.channel, receive, deliver });
  const { batchMs, heartbeatMs } = durations;
  const fanOut = createFanOut({ members, writer, toOthers: peers.frame, elapsed, batchMs });
  let onGone: Presence['disconnected'] = () => undefined;
  const publisher = createBroadcaster({
    io,
    nodeId,
    members,
    fanOut,
    peers,
    writer,
    roomsPerSocket: limits.roomsPerSocket,
    onGone: (roomId, playerId, socketId) => onGone(roomId, playerId, socketId),
  });
  const heartbeat = createHeartbeat({ members, store, writer, elapsed, heartbeatMs, batchMs });
  const budgets = createBudgets(limits, elapsed);
  let dispatcher: Dispatcher | undefined;
  const drain = createDrain({
    io,
    http,
    writer,
    durations,
    elapsed,
    idle: () => dispatcher?.idle() ?? Promise.resolve(),
  });

  function receive(message: NodeMessage): void {
    onChanged(message.roomId);
    publisher.receive(message);
  }

  /** What other nodes published, to those members of the room who are here. */
  function deliver(roomId: string, frame: Frame): void {
    const room = members.rooms.get(roomId);
    if (!room) return;
    room.activeAt = elapsed();
    for (const client of room.clients.values()) writer.send(client, frame);
  }

  metrics.gauge('sockets', 'Connections', () => io.sockets.sockets.size);
  metrics.gauge('local_rooms', 'Rooms with members on this node', () => members.rooms.size);

  return {
    http,
    publisher,
    membersOf: members.socketsOf,
    serve({ service, presence, onChanged: changed }) {
      onChanged = changed;
      onGone = presence.disconnected;
      dispatcher = createDispatcher({
        commands: commandTable(service, fastPath.guesses.payload),
        budgets,
        limits,
        durations,
        elapsed,
        metrics,
        log,
      });
      acceptConnections({
        io,
        nodeId,
        handshakes: createHandshakes({
          config,
          identities: deps.identities,
          quotas: deps.quotas,
          limits,
          roomsOf: service.roomsOf,
          isDraining: drain.isDraining,
          log,
        }),
        budgets,
        members,
        writer,
        listen: createCommandReader({ dispatcher, writer, fastPath }),
        forgetRequest: fastPath.forgetRequest,
        now: () => store.now(),
        onGone,
      });
      heartbeat.start();
    },
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          http.off('error', reject);
          resolve();
        });
      }),
    isDraining: drain.isDraining,
    async drain() {
      heartbeat.stop();
      await drain.run();
      fanOut.stop();
      budgets.stop();
    },
  };
}
