import type { OutgoingFrame } from '../fast-path/frame-writer.ts';

/** A message as it leaves, encoded once for everybody who gets it. */
export class Frame implements OutgoingFrame {
  /** The Socket.IO packet. */
  readonly text: string;
  encoded = '';

  constructor(text: string) {
    this.text = text;
  }
}

export const eventFrame = (name: string, payload: unknown): Frame =>
  new Frame(`2["${name}",${JSON.stringify(payload)}]`);

/** `events` of which each is JSON already. */
export const encodedEventsFrame = (roomId: string, events: readonly string[]): Frame =>
  new Frame(`2["events",{"roomId":${JSON.stringify(roomId)},"events":[${events.join(',')}]}]`);

/** `answer` is JSON already. */
export const encodedAckFrame = (id: number, answer: string): Frame => new Frame(ackPacket(id, answer));

export const ackPacket = (id: number, answer: string): string => `3${id}[${answer}]`;
