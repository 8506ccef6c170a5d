import { expect, it } from 'vitest';
import { createViews } from '../../server/commands/views.ts';
import type { RoomStore } from '../../server/store/room-store.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { City } from '../../shared/messages.ts';
import { describeStores } from './backends.ts';
import { asFound, createRoom, guessOf } from './rooms.ts';

const cityOf = (id: number): City => ({ id, name: `City ${id}`, population: 0, lat: 0, lon: 0 }) as City;
const QUIZ = { title: '', cities: 9000, population: 1, dataVersion: '' };

describeStores('a view', (backend) => {
  it.each(['race', 'claim'] as const)(
    'of a %s holds together while finds arrive between its steps',
    async (mode) => {
      const store = backend.store();
      const doc = await createRoom(store, mode, { quiz: QUIZ });
      // From below the most that a view carries to above it.
      let city = LIMITS.viewFinds - 30;
      const cities = Array.from({ length: city }, (_, i) => i + 1);
      asFound(await store.rooms.guess(guessOf(doc, 0, cities, { take: 'all' })));
      const find = async (): Promise<void> => {
        city += 1;
        asFound(await store.rooms.guess(guessOf(doc, 0, [city])));
      };
      // What comes between two steps of the view comes there every time: a find before and after each.
      const between: RoomStore['rooms'] = {
        ...store.rooms,
        async read(roomId) {
          await find();
          const record = await store.rooms.read(roomId);
          await find();
          return record;
        },
        async finds(roomId, request) {
          const finds = store.rooms.finds(roomId, request);
          await find();
          return finds;
        },
      };
      const views = createViews({ store: { ...store, rooms: between }, cityOf });
      while (city < LIMITS.viewFinds + 20) {
        const count = city + 1;
        const { view } = (await views.of(doc.roomId, 'p0'))!;
        expect(view.foundCount).toBe(count);
        const newest = Array.from({ length: Math.min(count, LIMITS.viewFinds) }, (_, i) => count - i);
        expect(view.found.map(({ city: { id } }) => id)).toEqual(newest);
      }
    },
  );

  it('is whole while its player guesses from somewhere else', async () => {
    const other = await backend.again();
    const store = backend.store();
    const doc = await createRoom(other, 'race', { quiz: QUIZ });
    const views = createViews({ store: other, cityOf });
    const finds = 400;
    const guessing = (async () => {
      for (let city = 1; city <= finds; city += 1) asFound(await store.rooms.guess(guessOf(doc, 1, [city])));
    })();
    for (let count = 0; count < finds;) {
      const { view } = (await views.of(doc.roomId, 'p1'))!;
      count = view.foundCount;
      expect(view.found.map(({ city: { id } }) => id)).toEqual(
        Array.from({ length: count }, (_, i) => count - i),
      );
    }
    await guessing;
  });
});
