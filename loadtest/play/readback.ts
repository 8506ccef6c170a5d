import type { Player } from './player.ts';

/** The ids of all cities that the server holds as found by this player. Throws when they cannot be read completely. */
export async function readRoom(player: Player): Promise<Set<number>> {
  if (!player.open) {
    await player.connect();
  }
  const view = await player.join();
  const own = new Set<number>();
  for (const find of view.found) if (find.playerId === player.playerId) own.add(find.city.id);
  if (view.foundCount > view.found.length) throw new Error('more finds than a view carries');
  return own;
}
