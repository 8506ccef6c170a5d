import type { Socket } from 'socket.io';
import { createDirectWriter } from './frame-writer.ts';
import { clientFrame, type LoopbackClient } from './loopback-client.ts';
import { takeMessages, type TakenAt } from './message-taker.ts';
import type { Piece } from './pieces.ts';
import { directSocketOf, eventHandler, forgetRequest, takeEvents } from './socket-internals.ts';

/** Both ends of a connection to this process. */
export interface Loopback {
  client: LoopbackClient;
  socket: Socket;
  /** The largest message that the server takes, bytes. */
  frameBytes: number;
}

/** Rejects, or never ends, when a piece does not work as it is known to. */
export type Proof = (loopback: Loopback) => Promise<void>;

/** Those pieces that lean on insides. */
export const PROOFS: Readonly<Partial<Record<Piece, Proof>>> = {
  frames: proveFrames,
  parsing: (loopback) => proveParsing(loopback, 'received'),
  reads: (loopback) => proveParsing(loopback, 'read'),
  memory: proveMemory,
};

function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

async function expectMessages(client: LoopbackClient, expected: readonly string[]): Promise<void> {
  for (const message of expected) {
    const got = await client.next();
    check(got === `4${message}`, `“${short(message)}” was due, “${short(got)}” came`);
  }
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}… (${text.length})` : text);

/** More than what a system takes for a reader that reads nothing. */
const MOST_BYTES = 16_777_216;
const WAITING_FRAMES = 8;

async function proveFrames({ client, socket }: Loopback): Promise<void> {
  const { conn } = socket;
  const writer = createDirectWriter();
  const sent: string[] = [];
  const direct = (text: string): number => {
    check(directSocketOf(conn) !== undefined, 'the TCP socket is not found');
    sent.push(text);
    return writer.write(conn, { text, encoded: '' });
  };
  const byLibrary = (text: string): void => {
    sent.push(text);
    conn.write(text);
  };

  // In one turn, so that the library's second waits in its buffer, which nothing may overtake.
  direct('2["first"]');
  byLibrary('2["second"]');
  direct('2["third, Łódź – 東京"]');
  byLibrary('2["fourth"]');
  sent.push('2["fifth"]');
  writer.write(conn, { text: '2["fifth"]', encoded: '' });
  await expectMessages(client, sent.splice(0));

  const large = `2["large","${'Zoë '.repeat(17_000)}"]`;
  for (const text of [`2["${'é'.repeat(100)}"]`, large, '2["small"]']) direct(text);
  await expectMessages(client, sent.splice(0));

  // In one turn as well: nobody reads.
  let waiting = 0;
  const filling = { text: `2["filling","${'.'.repeat(100_000)}"]`, encoded: '' };
  for (let bytes = 0; waiting === 0 && bytes < MOST_BYTES; bytes += filling.text.length) {
    direct(`2["before ${bytes}"]`);
    sent.push(filling.text);
    waiting = writer.write(conn, filling);
  }
  check(waiting > 0, `${MOST_BYTES} bytes were told to be sent that nobody has read`);
  for (let i = 0; i < WAITING_FRAMES; i += 1) {
    const text = `2["waiting ${i}"]`;
    const more = direct(text) - waiting;
    check(more === text.length + 3, `${text.length + 3} bytes more wait, ${more} were told`);
    waiting += more;
  }
  await expectMessages(client, sent.splice(0));
  while (writer.unsent(conn) > 0) await new Promise(setImmediate);
  check(direct('2["last"]') === 0, 'bytes are told to wait that were sent');
  await expectMessages(client, sent);
}

/** An event with a number to acknowledge it under. */
const event = (id: number, name: string): string => `42${id}["${name}",{"text":"Łódź ${id}"}]`;

async function proveParsing({ client, socket, frameBytes }: Loopback, where: TakenAt): Promise<void> {
  const { conn } = socket;
  const taken: string[] = [];
  const handler = eventHandler<Socket>((_, data, id) => {
    conn.write(`3${id ?? ''}${JSON.stringify(data)}`);
  });
  check(takeEvents(socket, handler), 'Socket.IO does not unfold events where it did');
  const at = takeMessages(
    conn,
    (text) => {
      if (!text.includes('"mine"')) return false;
      taken.push(text);
      conn.write(`2["taken",${taken.length}]`);
      return true;
    },
    where === 'read',
  );
  check(at === where, where === 'read' ? 'sockets do not read into our buffer' : 'ws has no receiver');

  const mine = (id: number): string => event(id, 'mine');
  const frames = (...texts: string[]): Buffer => Buffer.concat(texts.map((text) => clientFrame(text)));
  /** Sends, and sees whether just these were taken, and then just these reached the library. */
  async function send(
    bytes: Buffer,
    takes: readonly string[],
    leaves: readonly string[] = [],
  ): Promise<void> {
    taken.length = 0;
    client.write(bytes);
    await expectMessages(
      client,
      takes.map((_, i) => `2["taken",${i + 1}]`),
    );
    check(taken.join() === takes.join(), 'a message was taken with another text');
    await expectMessages(
      client,
      leaves.map((text) => `3${text.slice(2)}`),
    );
    check(taken.length === takes.length, 'a message was taken out of turn');
  }

  await send(frames(mine(1)), [mine(1)]);
  await send(frames(mine(2), mine(3), mine(4)), [2, 3, 4].map(mine));
  const torn = clientFrame(mine(6));
  await send(Buffer.concat([frames(mine(5)), torn.subarray(0, 9)]), [mine(5)]);
  await send(Buffer.concat([torn.subarray(9), frames(mine(7))]), [], [mine(6), mine(7)]);
  const other = event(9, 'other');
  await send(frames(mine(8), other, mine(10)), [mine(8)], [other, mine(10)]);
  const parts = [clientFrame('4211["mi', 0x01), clientFrame('ne"]', 0x80)];
  await send(Buffer.concat(parts), [], ['4211["mine"]']);
  const largest = `4212["mine","${'é'.repeat((frameBytes - '4212["mine",""]'.length) >> 1)}"]`;
  await send(frames(largest), [], [largest]);
  await send(frames(mine(13)), [mine(13)]);
}

async function proveMemory({ client, socket }: Loopback): Promise<void> {
  forgetRequest(socket);
  const gone = new Promise((resolve) => socket.once('disconnect', resolve));
  socket.onAny((name: string, answer: (value: string) => void) => {
    answer(name);
  });
  client.write(clientFrame('421["asked"]'));
  await expectMessages(client, ['31["asked"]']);
  client.close();
  await gone;
}
