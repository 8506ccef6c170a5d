/** Baseline: a bare Socket.IO server that acknowledges a message with itself. The 1 in every ratio of the bench. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { serveClient: false, transports: ['websocket'] });
io.on('connection', (socket) => {
  socket.on('guess', (payload: unknown, answer: (payload: unknown) => void) => answer(payload));
});
http.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(
    JSON.stringify({ msg: 'listening', pid: process.pid, url: `http://127.0.0.1:${process.env.PORT ?? ''}` }),
  );
});
