import type { Player, Score, Standing, View } from '../../shared/messages.ts';

/** A line of the live standings: a player, or a team and its players. */
export interface StandingLine {
  key: string;
  name: string;
  /** The mark: of the player's seat, or the team's number. */
  seat: number;
  rank: number;
  score: Score;
  isYou: boolean;
  isHost: boolean;
  isOnline: boolean;
  members: readonly Player[];
}

const order = (a: Score, b: Score): number =>
  b.cities - a.cities || (b.population ?? 0) - (a.population ?? 0);

/** Equal scores share a rank: 1, 2, 2, 4. In a race others' people are hidden, so cities alone decide there. */
export function linesOf(view: View, teamNames: readonly string[]): StandingLine[] {
  const players = view.players.filter(({ role }) => role === 'player');
  const you = view.you.playerId;
  const isRace = view.settings.mode === 'race' && !view.results;
  const comparable = (score: Score): Score => (isRace ? { cities: score.cities } : score);
  const lines: Omit<StandingLine, 'rank'>[] =
    view.settings.mode === 'teams'
      ? Array.from({ length: view.settings.teams ?? 2 }, (_, team) => {
          const members = players.filter((player) => player.team === team);
          return {
            key: `team ${team}`,
            name: teamNames[team] ?? `Team ${team + 1}`,
            seat: team,
            score: sum(members.map(({ score }) => score)),
            isYou: members.some(({ id }) => id === you),
            isHost: false,
            isOnline: members.some(({ online }) => online),
            members,
          };
        })
      : players.map((player) => ({
          key: player.id,
          name: player.name,
          seat: player.colour,
          score: player.score,
          isYou: player.id === you,
          isHost: player.id === view.hostId,
          isOnline: player.online,
          members: [player],
        }));
  return lines
    .map((line) => ({
      ...line,
      rank: 1 + lines.filter((other) => order(comparable(other.score), comparable(line.score)) < 0).length,
    }))
    .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
}

export const sum = (scores: readonly Score[]): Score => ({
  cities: scores.reduce((total, { cities }) => total + cities, 0),
  population: scores.reduce((total, { population }) => total + (population ?? 0), 0),
});

/** Final standings as the lines of a table: teams are summed, players stand alone. */
export function finalLines(
  view: View,
  standings: readonly Standing[],
  teamNames: readonly string[],
): StandingLine[] {
  const byId = new Map(standings.map((standing) => [standing.playerId, standing]));
  const settled = standings.map((standing): Player => {
    const player = view.players.find(({ id }) => id === standing.playerId);
    return {
      ...(player ?? { colour: 0, online: false, ready: false, role: 'player' as const }),
      id: standing.playerId,
      name: standing.name,
      score: byId.get(standing.playerId)?.score ?? standing.score,
      role: 'player',
      ...(standing.team === undefined ? {} : { team: standing.team }),
    };
  });
  return linesOf({ ...view, players: settled }, teamNames);
}
