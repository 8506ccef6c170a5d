import type { Player, View } from '../../shared/messages.ts';

/** Something of the room that is worth a line for a moment. */
export interface News {
  text: string;
  /** Whose mark stands before it. */
  seat?: number;
}

const isHere = (player: Player | undefined): boolean => player !== undefined && player.left !== true;

/** The mark of somebody: the team's where teams play; none of those who watch. */
export function seatIn(view: View, player: Player | undefined): number | undefined {
  if (player?.role !== 'player') return undefined;
  return view.settings.mode === 'teams' ? player.team : player.colour;
}

/** Who came, went, was lost or is back, and who hosts now, between two views of one room; oneself left out. */
export function newsOf(before: View, after: View): News[] {
  const news: News[] = [];
  const you = after.you.playerId;
  const tell = (player: Player, what: string): void => {
    const seat = seatIn(after, player);
    news.push({ text: `${player.name} ${what}`, ...(seat === undefined ? {} : { seat }) });
  };
  const old = new Map(before.players.map((player) => [player.id, player]));
  for (const player of after.players) {
    const was = old.get(player.id);
    if (player.id === you) continue;
    if (isHere(player) && !isHere(was)) tell(player, player.role === 'player' ? 'joined' : 'watches');
    else if (!isHere(player) && isHere(was)) tell(player, 'left');
    else if (isHere(player) && was?.online === true && !player.online) tell(player, 'is offline');
    else if (isHere(player) && was?.online === false && player.online) tell(player, 'is back');
  }
  const here = new Set(after.players.map(({ id }) => id));
  for (const player of before.players)
    if (player.id !== you && !here.has(player.id) && isHere(player)) tell(player, 'left');
  if (before.hostId !== after.hostId) {
    const host = after.players.find(({ id }) => id === after.hostId);
    if (after.hostId === you) news.push({ text: 'You host now' });
    else if (host) tell(host, 'hosts now');
  }
  return news;
}
