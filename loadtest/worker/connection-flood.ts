import { setTimeout as sleep } from 'node:timers/promises';
import { SocketIoClient } from '../raw-client/socketio-client.ts';
import { targetFrom } from '../raw-client/target.ts';
import type { ConnectionFloodCommand, ConnectionFloodResult } from './worker-protocol.ts';

/** How long the last handshakes may take. */
const LAST_HANDSHAKES_MS = 10_000;

/** Connections without seats, opened at a steady pace; refusals are counted by their code. */
export interface ConnectionFlood {
  result: ConnectionFloodResult;
  drop(): void;
}

export async function floodConnections(
  command: ConnectionFloodCommand,
  onProgress: (done: number, of: number) => void,
): Promise<ConnectionFlood> {
  const targets = command.urls.map(targetFrom);
  const clients: SocketIoClient[] = [];
  const result: ConnectionFloodResult = { connected: 0, refused: {}, tookMs: 0 };
  const startedAt = performance.now();
  let settled = 0;
  /** A connection that was accepted and is closed afterwards is no longer connected: each counts once. */
  function open(index: number): SocketIoClient {
    let isAccepted = false;
    return new SocketIoClient(
      targets[index % targets.length]!,
      {},
      {
        onConnected: () => {
          isAccepted = true;
          result.connected++;
          settled++;
        },
        onEvent: () => undefined,
        onClosed: (reason, code) => {
          if (isAccepted) result.connected--;
          else settled++;
          const why = code ?? reason;
          result.refused[why] = (result.refused[why] ?? 0) + 1;
        },
      },
    );
  }
  for (let opened = 0; opened < command.connections;) {
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    const due = Math.min(command.connections, elapsedSeconds * command.perSecond + 1);
    for (; opened < due; opened++) clients.push(open(opened));
    onProgress(settled, command.connections);
    await sleep(10);
  }
  const lastAt = performance.now();
  while (settled < command.connections && performance.now() - lastAt < LAST_HANDSHAKES_MS) await sleep(20);
  result.tookMs = performance.now() - startedAt;
  const silent = command.connections - settled;
  if (silent > 0) result.refused['no answer'] = silent;
  return { result, drop: () => clients.forEach((client) => client.drop()) };
}
