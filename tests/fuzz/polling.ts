import type { Messages } from './messages.ts';

/** One session over HTTP long-polling: bodies of packets, well-formed but for the last one now and then. Answers how many were sent. */
export async function pollOnce(
  url: string,
  options: { token: string; random: () => number; messages: Messages; onText: (text: string) => void },
): Promise<number> {
  const { token, random, messages, onText } = options;
  const below = (limit: number): number => Math.floor(random() * limit);
  const chance = (share: number): boolean => random() < share;
  const base = `${url}/socket.io/?EIO=4&transport=polling`;
  /** The text of an answer; null when the server refuses, as it does for a session that is over. */
  const get = async (query: string): Promise<string | null> => {
    const response = await fetch(base + query);
    const text = await response.text();
    for (const packet of text.split('\u001e')) onText(packet);
    return response.ok ? text : null;
  };
  const post = async (query: string, body: string | Buffer): Promise<boolean> => {
    const headers = {
      'content-type': chance(0.95) ? 'text/plain;charset=UTF-8' : 'application/octet-stream',
    };
    const response = await fetch(base + query, {
      method: 'POST',
      headers,
      body: new Uint8Array(Buffer.from(body)),
    });
    await response.text();
    return response.ok;
  };

  const opened = await get('');
  const sid = /"sid":"([^"]+)"/.exec(opened ?? '')?.[1];
  if (sid === undefined) throw new Error('no session by long-polling');
  const session = `&sid=${sid}`;
  let packets = 0;
  if (!(await post(session, `40${JSON.stringify({ token })}`))) return packets;
  for (let turn = 0; turn < 4; turn += 1) {
    const body = Array.from({ length: 1 + below(20) }, () =>
      chance(0.8) ? messages.command() : messages.odd(),
    );
    packets += body.length;
    const fence = `429${turn}["time",{}]`;
    if (!(await post(session, [...body, fence].join('\u001e')))) return packets;
    for (let polls = 0; ; polls += 1) {
      const text = await get(session);
      if (text === null || text.includes(`439${turn}[`)) break;
      if (polls === 50) throw new Error('no answer by long-polling');
    }
  }
  packets += 1;
  switch (below(6)) {
    case 0:
      await post(session, 'x'.repeat(100_000));
      break;
    case 1:
      await post('&sid=nobody', messages.command());
      break;
    case 2:
      await post(session, Buffer.from([0x34, 0x32, 0xff, 0xfe, 0x1e, 0x1e, 0x80]));
      break;
    case 3:
      await Promise.all([get(session), get(session)]);
      break;
    case 4:
      await get('&EIO=3&transport=nothing');
      break;
    default:
      await post(session, messages.broken());
  }
  // A session that still stands is closed by its own packet.
  await post(session, '1');
  return packets;
}
