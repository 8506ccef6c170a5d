/** A message as it leaves, encoded once for everybody who gets it. */
export class Frame {
  /** The Socket.IO packet. */
  readonly text: string;
  readonly bytes: number;
  /** The whole WebSocket frame as latin1 text, a character a byte. */
  readonly wire: string;

  constructor(text: string) {
    const length = Buffer.byteLength(text) + 1;
    const isAscii = length === text.length + 1;
    this.text = text;
    this.wire = headerOf(length) + (isAscii ? text : Buffer.from(text).toString('latin1'));
    this.bytes = this.wire.length;
  }

  /** Options of engine.io's `write`: with them its WebSocket transport sends the finished frame as it is. */
  get options(): { compress: false; wsPreEncodedFrame: [Buffer] } {
    return { compress: false, wsPreEncodedFrame: [Buffer.from(this.wire, 'latin1')] };
  }
}

export const eventFrame = (name: string, payload: unknown): Frame =>
  new Frame(`2["${name}",${JSON.stringify(payload)}]`);

/** `events` of which each is JSON already. */
export const encodedEventsFrame = (roomId: string, events: readonly string[]): Frame =>
  new Frame(`2["events",{"roomId":${JSON.stringify(roomId)},"events":[${events.join(',')}]}]`);

export const ackFrame = (id: number, answer: unknown): Frame => encodedAckFrame(id, JSON.stringify(answer));

/** `answer` is JSON already. */
export const encodedAckFrame = (id: number, answer: string): Frame => new Frame(`3${id}[${answer}]`);

/** The header of an unmasked text frame of RFC 6455, and engine.io's `4` (message), which `length` counts. */
function headerOf(length: number): string {
  if (length < 126) return `\x81${String.fromCharCode(length)}4`;
  const byte = (shift: number): number => (length >>> shift) & 0xff;
  if (length < 65_536) return `\x81\x7e${String.fromCharCode(byte(8), byte(0))}4`;
  return `\x81\x7f\0\0\0\0${String.fromCharCode(byte(24), byte(16), byte(8), byte(0))}4`;
}
