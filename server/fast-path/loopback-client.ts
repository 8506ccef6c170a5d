import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A WebSocket client by hand, for the self-test: it decides what leaves in which segment. */
export interface LoopbackClient {
  /** Writes bytes as one segment. */
  write(...parts: readonly Buffer[]): void;
  /** The next text message of the server, `4…`. Rejects once the connection has ended. */
  next(): Promise<string>;
  /** Ends the connection. */
  close(): void;
}

/** A masked frame as clients send it. `opcode` with the FIN bit: 0x81 is a whole text. */
export function clientFrame(payload: string | Buffer, opcode = 0x81): Buffer {
  const body = Buffer.from(payload);
  const { length } = body;
  const mask = randomBytes(4);
  const head =
    length < 126
      ? Buffer.from([opcode, 0x80 | length])
      : Buffer.from([opcode, 0xfe, length >> 8, length & 0xff]);
  return Buffer.concat([head, mask, body.map((byte, i) => byte ^ mask[i & 3]!)]);
}

/** Opens `path` on this machine's `port` and joins the default namespace. Resolves when the server has let it in. */
export async function openLoopbackClient(port: number, path: string): Promise<LoopbackClient> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  const messages = createMessageQueue(socket);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  const client: LoopbackClient = {
    write: (...parts) => void socket.write(Buffer.concat(parts)),
    next: messages.next,
    close: () => socket.destroy(),
  };
  await messages.next();
  client.write(clientFrame('40'));
  await messages.next();
  return client;
}

/** The messages of a connection in their order, once the answer to the handshake is past. */
function createMessageQueue(socket: Socket): { next: () => Promise<string> } {
  const messages: string[] = [];
  let waiting: { resolve: (message: string) => void; reject: (error: Error) => void } | undefined;
  let ended: Error | undefined;
  let bytes: Buffer = Buffer.alloc(0);
  let isOpen = false;

  function read(chunk: Buffer): void {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    if (!isOpen) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end === -1) return;
      isOpen = true;
      bytes = bytes.subarray(end + 4);
    }
    for (let frame = frameAt(bytes); frame; frame = frameAt(bytes)) {
      messages.push(frame.text);
      bytes = bytes.subarray(frame.end);
    }
    deliver();
  }

  function deliver(): void {
    if (waiting && messages.length > 0) {
      waiting.resolve(messages.shift()!);
      waiting = undefined;
    } else if (waiting && ended) {
      waiting.reject(ended);
      waiting = undefined;
    }
  }

  socket.on('data', read);
  socket.on('error', (error) => (ended ??= error));
  socket.on('close', () => {
    ended ??= new Error('the connection was closed');
    deliver();
  });
  return {
    next: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        deliver();
      }),
  };
}

/** The unmasked frame at the beginning of what has come, if it is whole. */
function frameAt(bytes: Buffer): { text: string; end: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes[1]! & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : bytes.readUInt32BE(6);
  const end = start + length;
  return bytes.length < end ? undefined : { text: bytes.toString('utf8', start, end), end };
}
