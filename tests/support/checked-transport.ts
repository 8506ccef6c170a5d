import type { Socket } from 'socket.io-client';
import { createSocketTransport } from '../../shared/client/socket-transport.ts';
import type { Timers } from '../../shared/client/timers.ts';
import type { Transport } from '../../shared/client/transport.ts';
import { ANSWERS, MESSAGES } from '../../shared/shapes.ts';

/** A socket as a transport that holds everything the server says against the schemas, and throws where it does not fit. */
export function createCheckedTransport(socket: Socket, timers: Timers): Transport {
  for (const [name, schema] of Object.entries(MESSAGES))
    socket.on(name, (message: unknown) => void schema.parse(message));
  const transport = createSocketTransport(socket, timers);
  return {
    get connected() {
      return transport.connected;
    },
    offers: (feature) => transport.offers(feature),
    async send(name, payload, timeoutMs) {
      const answer = await transport.send(name, payload, timeoutMs);
      if (answer?.ok) {
        const { ok: _, ...rest } = answer;
        ANSWERS[name].parse(rest);
      }
      return answer;
    },
    listen: (listener) => transport.listen(listener),
  };
}
