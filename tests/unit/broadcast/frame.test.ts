import { Decoder, type Packet } from 'socket.io-parser';
import { expect, it } from 'vitest';
import {
  encodedAckFrame,
  encodedEventsFrame,
  eventFrame,
  type Frame,
} from '../../../server/broadcast/frame.ts';

function decode({ text }: Frame): Packet {
  let packet: Packet | undefined;
  const decoder = new Decoder();
  decoder.on('decoded', (decoded: Packet) => (packet = decoded));
  decoder.add(text);
  return packet!;
}

it('a frame carries an event as the library would', () => {
  const payload = { roomId: 'ABCDEF', name: 'Zoë “Łódź”' };
  expect(decode(eventFrame('welcome', payload))).toMatchObject({ type: 2, data: ['welcome', payload] });
});

it('a frame carries events that are encoded already', () => {
  const events = [{ seq: 1 }, { seq: 2, name: '東京' }];
  const frame = encodedEventsFrame(
    'ABCDEF',
    events.map((event) => JSON.stringify(event)),
  );
  expect(decode(frame)).toMatchObject({ type: 2, data: ['events', { roomId: 'ABCDEF', events }] });
});

it('a frame acknowledges as the library would', () => {
  const frame = encodedAckFrame(17, JSON.stringify({ ok: true, name: 'Zoë' }));
  expect(decode(frame)).toMatchObject({ type: 3, id: 17, data: [{ ok: true, name: 'Zoë' }] });
});
