import type { Game } from '../state/games.svelte.ts';
import { count } from './number.ts';
import { clock } from './time.ts';

/** “12 named. Carry on”; “room QKZP7M, 12 named, 4:12 left. Back to it” */
export function unfinishedText(game: Game, now: number): string {
  const parts = [
    ...(game.isShared ? [`room ${game.roomId}`] : []),
    ...(game.named > 0 ? [`${count(game.named)} named`] : []),
    ...(game.endsAt === undefined ? [] : [`${clock(game.endsAt - now)} left`]),
  ];
  const way = game.isShared ? 'Back to it' : 'Carry on';
  return parts.length > 0 ? `${parts.join(', ')}. ${way}` : `just begun. ${way}`;
}
