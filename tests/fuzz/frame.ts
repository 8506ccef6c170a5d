/** How a WebSocket frame is put together; RFC 6455 forbids most of what differs from the defaults. */
export interface FrameShape {
  opcode: number;
  fin: boolean;
  masked: boolean;
  /** The three reserved bits. */
  reserved: number;
  /** The length that the frame claims to have; that of its payload unless given. */
  claims: number;
  /** Bytes that the length takes, 1, 3 or 9: the fewest unless given. */
  lengthBytes: 1 | 3 | 9;
}

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

/** A client's frame with a mask of `random`. */
export function frameOf(
  payload: string | Buffer,
  random: () => number,
  shape: Partial<FrameShape> = {},
): Buffer {
  const body = Buffer.from(payload);
  const { opcode = TEXT, fin = true, masked = true, reserved = 0, claims = body.length } = shape;
  const lengthBytes = shape.lengthBytes ?? (claims < 126 ? 1 : claims < 65_536 ? 3 : 9);
  const head = Buffer.alloc(1 + lengthBytes);
  head[0] = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = masked ? 0x80 : 0;
  if (lengthBytes === 1) head[1] |= claims;
  else if (lengthBytes === 3) head.writeUInt16BE(claims, 2);
  else head.writeBigUInt64BE(BigInt(claims), 2);
  if (lengthBytes > 1) head[1] |= lengthBytes === 3 ? 126 : 127;
  if (!masked) return Buffer.concat([head, body]);
  const mask = Buffer.alloc(4);
  mask.writeUInt32BE(Math.floor(random() * 2 ** 32));
  for (let i = 0; i < body.length; i += 1) body[i]! ^= mask[i & 3]!;
  return Buffer.concat([head, mask, body]);
}
