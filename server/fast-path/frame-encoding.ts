/** The header of an unmasked text frame of RFC 6455, and engine.io's `4` (message), which `length` counts. */
function headerOf(length: number): string {
  if (length < 126) return `\x81${String.fromCharCode(length)}4`;
  const byte = (shift: number): number => (length >>> shift) & 0xff;
  if (length < 65_536) return `\x81\x7e${String.fromCharCode(byte(8), byte(0))}4`;
  return `\x81\x7f\0\0\0\0${String.fromCharCode(byte(24), byte(16), byte(8), byte(0))}4`;
}

/** The whole WebSocket frame that carries a Socket.IO packet, as latin1 text: a character a byte. */
export function encodeFrame(packet: string): string {
  const length = Buffer.byteLength(packet) + 1;
  const isAscii = length === packet.length + 1;
  return headerOf(length) + (isAscii ? packet : Buffer.from(packet).toString('latin1'));
}
