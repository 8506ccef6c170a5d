import type { Phase, View } from '../../shared/messages.ts';

/** The phase follows from the server's time (epoch ms), as on the server itself. */
export function phaseAt(view: View, now: number): Phase {
  if (view.results || view.phase === 'ended') return 'ended';
  if (view.startsAt === null) return view.phase;
  if (now < view.startsAt) return 'countdown';
  if (view.endsAt !== null && now >= view.endsAt) return 'ended';
  return 'playing';
}

/** Whether a player's finds count for the viewer's side: the room's in co-op, the team's in teams, one's own elsewhere. */
export function isOurs(view: View, playerId: string): boolean {
  const you = view.you.playerId;
  const { mode } = view.settings;
  if (playerId === you || mode === 'coop') return true;
  if (mode !== 'teams') return false;
  const teamOf = (wanted: string) => view.players.find(({ id }) => id === wanted)?.team;
  const team = teamOf(you);
  return team !== undefined && teamOf(playerId) === team;
}
