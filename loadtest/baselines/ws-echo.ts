/** Baseline: a bare `ws` server that parses JSON and sends it back. What a message over a WebSocket costs at least. */
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  perMessageDeflate: false,
});
server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString('utf8'));
    socket.send(JSON.stringify(message));
  });
});
server.on('listening', () => {
  console.log(
    JSON.stringify({ msg: 'listening', pid: process.pid, url: `http://127.0.0.1:${process.env.PORT ?? ''}` }),
  );
});
