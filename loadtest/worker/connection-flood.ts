import { setTimeout as sleep } from 'node:timers/promises';
import { Session } from '../raw-client/socketio-client.ts';
import { targetFrom } from '../raw-client/target.ts';
import type { FloodOrder, FloodReport } from './worker-protocol.ts';

/** How long the last handshakes may take. */
const PATIENCE_MS = 10_000;

/** Connections without seats, opened at a steady pace; refusals are counted by their code. */
export interface Flood {
  report: FloodReport;
  drop(): void;
}

export async function flood(
  order: FloodOrder,
  onProgress: (done: number, of: number) => void,
): Promise<Flood> {
  const targets = order.urls.map(targetFrom);
  const sessions: Session[] = [];
  const report: FloodReport = { connected: 0, refused: {}, tookMs: 0 };
  const startedAt = performance.now();
  let settled = 0;
  for (let opened = 0; opened < order.connections;) {
    const due = Math.min(order.connections, ((performance.now() - startedAt) / 1000) * order.perSecond + 1);
    for (; opened < due; opened++) {
      const session = new Session(
        targets[opened % targets.length]!,
        {},
        {
          onConnected: () => {
            report.connected++;
            settled++;
          },
          onEvent: () => undefined,
          onClosed: (reason, code) => {
            const why = code ?? reason;
            report.refused[why] = (report.refused[why] ?? 0) + 1;
            settled++;
          },
        },
      );
      sessions.push(session);
    }
    onProgress(settled, order.connections);
    await sleep(10);
  }
  const lastAt = performance.now();
  while (settled < order.connections && performance.now() - lastAt < PATIENCE_MS) await sleep(20);
  report.tookMs = performance.now() - startedAt;
  const silent = order.connections - settled;
  if (silent > 0) report.refused['no answer'] = silent;
  return { report, drop: () => sessions.forEach((session) => session.drop()) };
}
