/** A message as it leaves, encoded once for everybody who gets it. */
export interface Frame {
  /** The Socket.IO packet. */
  readonly text: string;
  readonly bytes: number;
  /** Options of engine.io's `write`: with them its WebSocket transport sends the finished frame as it is. */
  readonly options: { compress: false; wsPreEncodedFrame: readonly [Buffer] };
}

export const eventFrame = (name: string, payload: unknown): Frame =>
  frameOf(`2["${name}",${JSON.stringify(payload)}]`);

/** `events` of which each is JSON already. */
export const encodedEventsFrame = (roomId: string, events: readonly string[]): Frame =>
  frameOf(`2["events",{"roomId":${JSON.stringify(roomId)},"events":[${events.join(',')}]}]`);

export const ackFrame = (id: number, answer: unknown): Frame => frameOf(`3${id}[${JSON.stringify(answer)}]`);

function frameOf(text: string): Frame {
  const buffer = webSocketFrame(text);
  return { text, bytes: buffer.length, options: { compress: false, wsPreEncodedFrame: [buffer] } };
}

/** The packet as one unmasked text frame of RFC 6455, header included, behind engine.io's `4` (message). */
function webSocketFrame(text: string): Buffer {
  const length = Buffer.byteLength(text) + 1;
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const buffer = Buffer.allocUnsafe(header + length);
  buffer[0] = 0x81;
  if (header === 2) buffer[1] = length;
  else if (header === 4) {
    buffer[1] = 126;
    buffer.writeUInt16BE(length, 2);
  } else {
    buffer[1] = 127;
    buffer.writeUInt32BE(0, 2);
    buffer.writeUInt32BE(length, 6);
  }
  buffer[header] = 0x34;
  buffer.write(text, header + 1);
  return buffer;
}
