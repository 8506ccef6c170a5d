import type { Player, View } from '../../shared/messages.ts';
import { count } from './number.ts';

const isPlaying = ({ role, left }: Player): boolean => role === 'player' && left !== true;

/** What the lobby waits for, to somebody who may or may not start the game. */
export function waitingLine(view: Pick<View, 'players' | 'hostId' | 'you'>): string {
  const players = view.players.filter(isPlaying);
  const host = view.players.find(({ id }) => id === view.hostId);
  if (view.hostId !== view.you.playerId) {
    if (!host) return 'Waiting for somebody to host.';
    return host.online
      ? `Waiting for ${host.name} to start.`
      : `${host.name} is away. Somebody else hosts soon.`;
  }
  if (players.length === 0) return 'Waiting for the first player.';
  const others = players.filter(({ id }) => id !== view.you.playerId);
  if (others.length === 0) return 'Waiting for a second player.';
  const ready = others.filter((player) => player.ready).length;
  return ready === others.length
    ? 'Everybody is ready.'
    : `${count(ready)} of ${count(others.length)} ready. Start when you like.`;
}
