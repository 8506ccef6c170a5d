import { findsOf, type FoundColumns } from '../../shared/found-columns.ts';
import { download } from '../raw-client/download.ts';
import type { Player } from '../virtual-user/player.ts';

/**
 * The ids of all cities that the server holds as found by this player: from the view, and where there are more than a view
 * carries, from `GET /api/rooms/:roomId/found`. Throws when they cannot be read.
 */
export async function readFinds(player: Player): Promise<Set<number>> {
  if (!player.open) await player.connectPatiently();
  const view = await player.join();
  const finds = view.foundCount > view.found.length ? await readAll(player) : view.found;
  if (finds.length < view.foundCount) throw new Error(`only ${finds.length} of ${view.foundCount} finds`);
  return new Set(finds.filter((find) => find.playerId === player.playerId).map((find) => find.city.id));
}

/** Reads page after page. */
async function readAll(player: Player): Promise<{ playerId: string; city: { id: number } }[]> {
  const { host, port, secure } = player.target;
  const base = `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const finds: { playerId: string; city: { id: number } }[] = [];
  for (let after: number | null = 0; after !== null;) {
    const { status, text } = await download(
      `${base}/api/rooms/${player.room.id}/found?after=${after}`,
      player.token,
    );
    if (status !== 200) throw new Error(`the finds were answered with ${status}`);
    const page = JSON.parse(text) as FoundColumns;
    for (const find of findsOf(page)) finds.push(find);
    after = page.next;
  }
  return finds;
}
