import { describe, expect, it } from 'vitest';
import type { Client } from '../../../server/broadcast/client.ts';
import { createAckWriter } from '../../../server/endpoint/ack-writer.ts';

const ANNA = { name: 'anna' } as unknown as Client;
const BEN = { name: 'ben' } as unknown as Client;

/** An acknowledgement writer, and the writes that it has made so far: whose, and the packets of each. */
function world() {
  const overload = { isPressed: false };
  const writes: [Client, string[]][] = [];
  const write = createAckWriter(
    {
      send: (client, { text }) => void writes.push([client, [text]]),
      sendAll: (client, packets) => void writes.push([client, [...packets]]),
    },
    overload,
  );
  return { write, writes, overload };
}
const nextTick = () => new Promise<void>((resolve) => process.nextTick(resolve));

describe('acknowledgements', () => {
  it('are written at once', () => {
    const { write, writes } = world();
    write(ANNA, 1, '{"ok":true}');
    write(ANNA, 2, '{"ok":false}');
    expect(writes).toEqual([
      [ANNA, ['31[{"ok":true}]']],
      [ANNA, ['32[{"ok":false}]']],
    ]);
  });

  it('leave a connection together, in order, while the node is pressed', async () => {
    const { write, writes, overload } = world();
    overload.isPressed = true;
    write(ANNA, 1, '1');
    write(BEN, 7, '7');
    write(ANNA, 2, '2');
    expect(writes).toEqual([]);
    await nextTick();
    expect(writes).toEqual([
      [ANNA, ['31[1]', '32[2]']],
      [BEN, ['37[7]']],
    ]);
    write(ANNA, 3, '3');
    await nextTick();
    expect(writes).toHaveLength(3);
  });
});
