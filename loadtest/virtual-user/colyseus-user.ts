import { BINARY, clientFrame } from '../raw-client/websocket-frame.ts';
import { RawWebSocket } from '../raw-client/websocket.ts';
import type { Target } from '../raw-client/target.ts';
import { whenConnected, EchoUser } from './echo-user.ts';
import type { Meter } from '../measure/meter.ts';

/** Codes of the Colyseus 0.17 protocol that a player needs (`Protocol` of @colyseus/shared-types). */
const JOIN_ROOM = 10;
const ROOM_DATA = 13;
const ROOM_STATE_PATCH = 15;

const chr = (...codes: number[]): string => String.fromCharCode(...codes);
/** A short string as both @colyseus/schema and MessagePack write it. */
const short = (text: string): string => chr(0xa0 | text.length) + text;
const uint32 = (value: number): string =>
  chr(0xce, value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);

/** `guess { guessId, text }`, MessagePack by hand. */
const guessFrame = (id: number): string =>
  clientFrame(
    chr(ROOM_DATA) +
      short('guess') +
      chr(0x82) +
      short('guessId') +
      uint32(id) +
      short('text') +
      short(`Saint-Etienne ${id % 997}`),
    BINARY,
  );

/** The unsigned MessagePack integer behind the key `guessId`. */
function guessIdOf(bytes: Buffer, start: number, end: number): number {
  const at = bytes.indexOf('guessId', start, 'latin1') + 7;
  if (at < 7 || at >= end) return Number.NaN;
  const first = bytes[at]!;
  if (first < 0x80) return first;
  if (first === 0xcc) return bytes[at + 1]!;
  if (first === 0xcd) return bytes.readUInt16BE(at + 1);
  return first === 0xce ? bytes.readUInt32BE(at + 1) : Number.NaN;
}

/** Takes a seat in a `race` room of the Colyseus server (loadtest/colyseus). State patches count as deliveries. */
export async function connectColyseus(target: Target, meter: Meter): Promise<EchoUser> {
  const base = `http://${target.host}:${target.port}`;
  const response = await fetch(`${base}/matchmake/joinOrCreate/race`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const seat = (await response.json()) as { sessionId: string; roomId: string; processId: string };
  return whenConnected(meter, (joined, onClosed) => {
    const path = `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
    const socket = new RawWebSocket(target, path, {
      onOpen: () => undefined,
      onFrame: (_opcode, bytes, start, end) => {
        switch (bytes.readUInt8(start)) {
          case JOIN_ROOM:
            socket.send(clientFrame(chr(JOIN_ROOM), BINARY));
            joined();
            break;
          case ROOM_DATA:
            user.answered(guessIdOf(bytes, start, end));
            break;
          case ROOM_STATE_PATCH:
            meter.delivered();
            break;
        }
      },
      onClosed,
    });
    const user = new EchoUser(socket, meter, 'found', (id) => socket.send(guessFrame(id)));
    return user;
  });
}
