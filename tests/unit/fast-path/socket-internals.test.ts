import { createServer, type Server as HttpServer } from 'node:http';
import { connect, type AddressInfo, type Socket as NetSocket } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io, type Socket as ClientSocket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { directSocketOf, tapMessages, writeWhole } from '../../../server/fast-path/socket-internals.ts';

/** A masked frame with FIN, as clients send it. */
function frame(payload: string | Buffer, opcode = 0x81): Buffer {
  const body = Buffer.from(payload);
  const mask = Buffer.from([7, 99, 200, 31]);
  const head =
    body.length < 126
      ? Buffer.from([opcode, 0x80 | body.length])
      : Buffer.from([opcode, 0xfe, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, mask, body.map((byte, i) => byte ^ mask[i % 4]!)]);
}

describe.each([true, false])('the wire beneath a connection (tapped at the reads: %s)', (isDeep) => {
  let http: HttpServer;
  let server: Server;
  let port: number;
  let client: ClientSocket | undefined;
  let raw: NetSocket | undefined;

  beforeEach(async () => {
    http = createServer();
    server = new Server(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    ({ port } = http.address() as AddressInfo);
  });
  afterEach(async () => {
    client?.close();
    raw?.destroy();
    await server.close();
  });

  const nextConnection = (): Promise<Socket> =>
    new Promise((resolve) => server.once('connection', (socket) => resolve(socket)));

  /** A WebSocket whose bytes the test writes itself, and the messages that were taken and left. */
  async function tapped(take: (text: string) => boolean) {
    const connection = nextConnection();
    const plain = connect(port, '127.0.0.1');
    raw = plain;
    plain.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await new Promise((resolve) => plain.once('data', resolve));
    plain.on('data', () => undefined);
    plain.write(frame('40'));
    const socket = await connection;
    const got: string[] = [];
    let arrived: () => void = () => undefined;
    const note = (text: string): void => {
      got.push(text);
      arrived();
    };
    socket.onAny((name: string) => note(`left ${name}`));
    const where = tapMessages(
      socket.conn,
      (text) => {
        const taken = take(text);
        if (taken) note(`taken ${text}`);
        return taken;
      },
      isDeep,
    );
    const waitFor = async (count: number): Promise<string[]> => {
      while (got.length < count) await new Promise<void>((resolve) => (arrived = resolve));
      return got;
    };
    return { plain, socket, where, waitFor };
  }

  it('has the parts that this release is known by', async () => {
    const connection = nextConnection();
    client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    const { conn } = await connection;
    expect(directSocketOf(conn)).toBeDefined();
    expect(tapMessages(conn, () => false, false)).toBe('received');
    expect(tapMessages(conn, () => false)).toBe('read');
  });

  it('writes whole frames in order, and tells what the reader has not taken', async () => {
    const { plain, socket } = await tapped(() => true);
    const direct = directSocketOf(socket.conn)!;
    const text = (i: number): string => `${String(i).padEnd(1023, '.')}\xe9`;
    let received = '';
    plain.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
    expect(writeWhole(direct, text(0))).toBe(0);
    const stream = vi.spyOn(direct, 'write');
    expect(writeWhole(direct, text(1))).toBe(0);
    // Without the stream: this fails when a release no longer lets us.
    expect(stream).not.toHaveBeenCalled();
    plain.pause();
    let count = 2;
    for (let more = 100; more > 0; count += 1) if (writeWhole(direct, text(count)) > 0) more -= 1;
    plain.resume();
    const sent = Array.from({ length: count }, (_, i) => text(i)).join('');
    while (received.length < sent.length) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(received.endsWith(sent)).toBe(true);
    expect(writeWhole(direct, 'again')).toBe(0);
  });

  it('leaves polling to the library, and takes the WebSocket after the upgrade', async () => {
    const connection = nextConnection();
    client = io(`http://127.0.0.1:${port}`, { transports: ['polling', 'websocket'] });
    const { conn } = await connection;
    const upgraded = new Promise((resolve) => conn.once('upgrade', resolve));
    expect(directSocketOf(conn)).toBeUndefined();
    expect(tapMessages(conn, () => true)).toBeUndefined();
    await upgraded;
    expect(tapMessages(conn, () => false)).toBe('read');
  });

  it('shows messages in their order, and gives the library the rest from the first that is not taken on', async () => {
    const { plain, where, waitFor } = await tapped((text) => text.includes('mine'));
    expect(where).toBe(isDeep ? 'read' : 'received');
    plain.write(Buffer.concat(['421["mine"]', '42["other"]', '422["mine"]'].map((text) => frame(text))));
    expect(await waitFor(3)).toEqual(['taken 421["mine"]', 'left other', 'left mine']);
    plain.write(frame('423["mine","Zoë – Łódź 東京"]'));
    expect((await waitFor(4))[3]).toBe('taken 423["mine","Zoë – Łódź 東京"]');
    const long = `424["mine","${'x'.repeat(300)}"]`;
    plain.write(frame(long));
    expect((await waitFor(5))[4]).toBe(`taken ${long}`);
  });

  it('leaves torn and fragmented messages to the library', async () => {
    const { plain, waitFor } = await tapped(() => true);
    const bytes = frame('421["torn"]');
    plain.setNoDelay(true);
    plain.write(bytes.subarray(0, 1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    plain.write(bytes.subarray(1));
    expect(await waitFor(1)).toEqual(['left torn']);
    plain.write(Buffer.concat([frame('42["frag', 0x01), frame('mented"]', 0x80), frame('42["whole"]')]));
    expect((await waitFor(3)).slice(1)).toEqual(['left fragmented', 'left whole']);
    plain.write(frame('42["after"]'));
    expect((await waitFor(4))[3]).toBe('taken 42["after"]');
  });

  it('ends a connection that sends no UTF-8, as the library does', async () => {
    const { plain, socket } = await tapped(() => true);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    plain.write(frame(Buffer.from([0x34, 0x32, 0x5b, 0xff, 0xfe])));
    await gone;
  });
});
