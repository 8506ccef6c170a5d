import type { Contestant } from '../play/contestant.ts';
import { asciiJson, clientFrame, TEXT } from '../wire/frame.ts';
import { openLink } from '../wire/link.ts';
import { integerOf } from '../wire/scan.ts';
import { openSession } from '../wire/session.ts';
import type { Target } from '../wire/target.ts';
import type { Meter } from './meter.ts';

/** A connection of a yardstick: the same message as a guess, answered with itself. */
export type EchoContestant = Contestant & { drop(): void };

const text = (count: number): string => `Saint-Étienne ${count % 997}`;

/** `42N["guess",{…}]` → `43N[{…}]`: what Socket.IO itself costs. */
export function connectSocketIoEcho(target: Target, meter: Meter): Promise<EchoContestant> {
  return new Promise((resolve, reject) => {
    let count = 0;
    const session = openSession(
      target,
      {},
      {
        onConnected: () => resolve(contestant),
        onEvent: () => undefined,
        onClosed: (reason) => {
          meter.failed(`closed: ${reason}`);
          reject(new Error(reason));
        },
      },
    );
    const contestant: EchoContestant = {
      get open() {
        return session.open;
      },
      get inFlight() {
        return session.waiting;
      },
      fire(scheduledAt, onAnswer) {
        meter.sent(scheduledAt, performance.now());
        count++;
        const payload = `{"roomId":"ECHO22","guessId":"g${count}","text":${asciiJson(text(count))}}`;
        session.send('guess', payload, () => {
          meter.answered(scheduledAt, 'echoed');
          onAnswer?.();
        });
        return true;
      },
      drop: () => session.drop(),
    };
  });
}

/** The same message as plain JSON over a bare WebSocket: what the socket itself costs. */
export function connectWsEcho(target: Target, meter: Meter): Promise<EchoContestant> {
  return new Promise((resolve, reject) => {
    const waiting = new Map<number, { scheduledAt: number; onAnswer: (() => void) | undefined }>();
    let count = 0;
    const link = openLink(target, '/', {
      onOpen: () => resolve(contestant),
      onFrame: (opcode, bytes, start, end) => {
        if (opcode !== TEXT) return;
        const id = integerOf(bytes.toString('latin1', start, end), 'guessId');
        const sent = waiting.get(id);
        if (sent === undefined) return;
        waiting.delete(id);
        meter.answered(sent.scheduledAt, 'echoed');
        sent.onAnswer?.();
      },
      onClosed: (reason) => {
        meter.failed(`closed: ${reason}`);
        reject(new Error(reason));
      },
    });
    const contestant: EchoContestant = {
      get open() {
        return link.open;
      },
      get inFlight() {
        return waiting.size;
      },
      fire(scheduledAt, onAnswer) {
        meter.sent(scheduledAt, performance.now());
        count++;
        waiting.set(count, { scheduledAt, onAnswer });
        link.send(clientFrame(`{"roomId":"ECHO22","guessId":${count},"text":${asciiJson(text(count))}}`));
        return true;
      },
      drop: () => link.drop(),
    };
  });
}
