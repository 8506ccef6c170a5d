import type { Welcome } from '../../shared/messages.ts';
import type { Admission, Handshakes } from './handshake.ts';
import { HandshakeRefused } from './handshake.ts';
import type { Budgets } from '../limits/budget.ts';
import type { Client, GameServer, GameSocket } from '../broadcast/client.ts';
import { eventFrame } from '../broadcast/frame.ts';
import type { LocalSubscriptions } from '../broadcast/local-subscriptions.ts';
import type { SocketWriter } from '../broadcast/socket-writer.ts';

/** Additions to protocol 1 that this server knows (docs/protocol.md). */
export const FEATURES = ['covers', 'byMs', 'link', 'again'];

export interface ConnectionDeps {
  io: GameServer;
  nodeId: string;
  handshakes: Handshakes;
  budgets: Budgets;
  subscriptions: LocalSubscriptions;
  writer: SocketWriter;
  /** Takes the commands of a connection. */
  listen: (socket: GameSocket) => void;
  /** Nobody asks for the connection's first request any more. */
  forgetRequest: (socket: GameSocket) => void;
  now: () => number;
  /** A membership ends because the connection has gone. */
  onGone: (roomId: string, playerId: string, socket: string) => void;
}

/** Lets connections in, greets them, and tells their rooms when they go. */
export function acceptConnections(deps: ConnectionDeps): void {
  const { io, nodeId, handshakes, budgets, subscriptions, writer, listen, forgetRequest, now, onGone } = deps;
  /** Between a handshake and its connection. */
  const admitted = new WeakMap<GameSocket, Admission>();
  /** The counted address of each transport, also of those that end before they are connections. */
  const addresses = new WeakMap<object, string>();

  io.use((socket: GameSocket, next) => {
    handshakes.admit(socket.request, socket.handshake.auth).then(
      (admission) => {
        const { conn } = socket;
        if (conn.readyState !== 'open') {
          handshakes.release(admission.address);
          return;
        }
        addresses.set(conn, admission.address);
        conn.once('close', onClose);
        admitted.set(socket, admission);
        next();
      },
      (error: unknown) => {
        next(error instanceof HandshakeRefused ? error : new HandshakeRefused('unavailable'));
      },
    );
  });

  function onClose(this: object): void {
    const address = addresses.get(this);
    if (address !== undefined) handshakes.release(address);
  }

  function onDisconnect(this: GameSocket): void {
    const { client } = this.data;
    const { caller, budget, rooms } = client;
    budgets.close(budget);
    for (const roomId of [...rooms]) {
      subscriptions.remove(roomId, client);
      onGone(roomId, caller.playerId, this.id);
    }
  }

  io.on('connection', (socket: GameSocket) => {
    const admission = admitted.get(socket);
    if (!admission) throw new Error('a connection without a handshake');
    admitted.delete(socket);
    const { identity, address, rooms } = admission;
    const { playerId, name, token, newIdentity } = identity;
    const client: Client = {
      socket,
      caller: { playerId, name, connection: { node: nodeId, socket: socket.id }, address },
      budget: budgets.open(playerId),
      rooms: new Set(),
      refusals: 0,
    };
    socket.data.client = client;
    forgetRequest(socket);
    socket.on('disconnect', onDisconnect);
    listen(socket);
    const welcome: Welcome = {
      protocol: 1,
      playerId,
      name,
      ...(token === undefined ? {} : { token }),
      newIdentity,
      serverNow: now(),
      rooms,
      features: FEATURES,
    };
    writer.send(client, eventFrame('welcome', welcome));
  });
}
