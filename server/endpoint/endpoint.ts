import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import type { SocketServer } from '../broadcast/socket-server.ts';
import type { Clock } from '../clock.ts';
import type { RoomService } from '../commands/room-service.ts';
import type { Config } from '../config.ts';
import type { Identities } from '../identity/identity.ts';
import { createBudgets } from '../limits/budget.ts';
import type { GuessAdmission } from '../limits/guess-admission.ts';
import type { Quotas } from '../limits/quotas.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { FastPath } from '../fast-path/fast-path.ts';
import { createReadPauses } from '../fast-path/read-pauses.ts';
import type { RoomStore } from '../store/room-store.ts';
import { createCommandReader } from './command-reader.ts';
import { commandTable } from './command-table.ts';
import { acceptConnections } from './connections.ts';
import { createDispatcher } from './dispatcher.ts';
import { drain } from './drain.ts';
import type { Draining } from './draining.ts';
import { createHandshakes } from './handshake.ts';
import { createOverloadRefusals } from './overload-refusals.ts';
import { createYieldingHandshakes } from './yielding-handshakes.ts';

/** The real-time endpoint of a node: connections in, commands to the room service, answers back. */
export interface Endpoint {
  /** Resolves when connections can come. */
  listen(port: number, host: string): Promise<void>;
  /** Sends clients elsewhere, finishes what is under way, and closes every connection. */
  drain(): Promise<void>;
}

export interface EndpointDeps {
  config: Pick<Config, 'publicOrigin' | 'trustProxy'>;
  nodeId: string;
  limits: Limits;
  durations: Durations;
  sockets: SocketServer;
  broadcast: Broadcast;
  commands: RoomService;
  draining: Draining;
  admission: GuessAdmission;
  identities: Identities;
  quotas: Quotas;
  store: Pick<RoomStore, 'now'>;
  clock: Clock;
  metrics: Metrics;
  log: Log;
  fastPath: FastPath;
  /** A membership ends because its connection has gone. */
  onGone: (roomId: string, playerId: string, socket: string) => void;
}

export function createEndpoint(deps: EndpointDeps): Endpoint {
  const { config, nodeId, limits, durations, broadcast, commands, draining, admission, fastPath } = deps;
  const { metrics, log } = deps;
  const { io, http } = deps.sockets;
  const { writer, subscriptions } = broadcast;
  const { elapsed } = deps.clock;
  const budgets = createBudgets(limits, elapsed);
  const pauses = createReadPauses(durations.readPauseMs);
  const refusals = createOverloadRefusals({ admission, writer, pauses, metrics, elapsed });
  const dispatcher = createDispatcher({
    commands: commandTable(commands, fastPath.guesses.payload),
    budgets,
    admission,
    refusals,
    limits,
    durations,
    elapsed,
    metrics,
    log,
  });
  const handshakes = createHandshakes({
    config,
    identities: deps.identities,
    quotas: deps.quotas,
    limits,
    roomsOf: commands.roomsOf,
    isDraining: draining.isDraining,
    log,
  });
  acceptConnections({
    io,
    nodeId,
    handshakes: createYieldingHandshakes({ handshakes, overload: admission, limits }),
    budgets,
    subscriptions,
    writer,
    listen: createCommandReader({ dispatcher, writer, fastPath, admission, refusals }),
    forgetRequest: fastPath.forgetRequest,
    now: () => deps.store.now(),
    onGone: deps.onGone,
  });

  metrics.gauge('sockets', 'Connections', () => io.sockets.sockets.size);
  metrics.gauge('local_rooms', 'Rooms with members on this node', () => subscriptions.rooms.size);

  metrics.gauge('guesses_under_way', 'Guesses that are taken and not answered', () => admission.underWay);
  metrics.gauge(
    'guesses_limit',
    'Guesses that may be under way, as the store answers',
    () => admission.limit,
  );
  metrics.gauge('commands_under_way', 'Other commands under way', () => dispatcher.commandsUnderWay);
  metrics.gauge(
    'paused_reads',
    'Connections that are not read for a moment, as they were refused',
    () => pauses.count,
  );

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          http.off('error', reject);
          resolve();
        });
      }),
    async drain() {
      await drain({ io, http, writer, draining, durations, elapsed, idle: () => dispatcher.idle() });
      budgets.stop();
    },
  };
}
