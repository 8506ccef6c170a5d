/**
 * A Colyseus room of four with schema state. A message adds to the sender's score, which the others see by a state
 * patch every 50 ms, and is answered. Nothing is judged and nothing is stored, so it does less than a guess in Cityrace.
 */
import { Room, Server } from '@colyseus/core';
import { defineTypes, MapSchema, Schema } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';

// Values are set in constructors: a class field would hide the accessors that notice a change.
class Score extends Schema {
  constructor() {
    super();
    this.cities = 0;
  }
}
defineTypes(Score, { cities: 'number' });

class Race extends Schema {
  constructor() {
    super();
    this.scores = new MapSchema();
  }
}
defineTypes(Race, { scores: { map: Score } });

class RaceRoom extends Room {
  maxClients = 4;
  patchRate = 50;
  seq = 0;

  onCreate() {
    this.state = new Race();
    this.onMessage('guess', (client, { guessId }) => {
      const score = this.state.scores.get(client.sessionId);
      score.cities += 1;
      this.seq += 1;
      client.send('answer', { guessId, outcome: 'found', seq: this.seq, cities: score.cities });
    });
  }

  onJoin(client) {
    this.state.scores.set(client.sessionId, new Score());
  }
}

const server = new Server({ transport: new WebSocketTransport({ pingInterval: 0 }), greet: false });
server.define('race', RaceRoom);
const port = Number(process.env.PORT);
await server.listen(port, '127.0.0.1');
console.log(JSON.stringify({ msg: 'listening', pid: process.pid, url: `http://127.0.0.1:${port}` }));
