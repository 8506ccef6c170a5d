'use strict';
const { randomUUID } = require('node:crypto');

/** Each means exactly one city of the quiz `europe`. */
const CITIES = [
  'Oslo',
  'Helsinki',
  'Praha',
  'Budapest',
  'Zagreb',
  'Sofia',
  'Lisboa',
  'Torino',
  'Marseille',
  'Hamburg',
];

module.exports = {
  openRoom(_request, context, _events, done) {
    Object.assign(context.vars, { createId: randomUUID(), named: 0 });
    done();
  },
  nextCity(_request, context, _events, done) {
    const { named } = context.vars;
    Object.assign(context.vars, {
      city: CITIES[named % CITIES.length],
      guessId: `g${named}`,
      named: named + 1,
      sentAt: performance.now(),
    });
    done();
  },
  noteAnswerTime(context, events, done) {
    events.emit('histogram', 'cityrace.guess_ms', performance.now() - context.vars.sentAt);
    done();
  },
};
