/** Whether anything of what a race hides about a player stands in a message: the finds, or the population that tells them. */
export function tellsHidden(text: string, playerId: string): boolean {
  if (!text.includes(playerId)) return false;
  const json = text.slice(text.search(/[[{]/));
  try {
    return isTold(JSON.parse(json), playerId);
  } catch {
    // No message of the server's; something odd that it has sent back, or the end of one.
    return text.includes('"cities":[') || text.includes('"population"');
  }
}

function isTold(value: unknown, playerId: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => isTold(item, playerId));
  const { id, playerId: whose, city, cities, score } = value as Record<string, unknown>;
  const isTheirs = id === playerId || whose === playerId;
  if (isTheirs && (city !== undefined || Array.isArray(cities) || hasPopulation(score))) return true;
  return Object.values(value).some((item) => isTold(item, playerId));
}

const hasPopulation = (score: unknown): boolean =>
  typeof score === 'object' && score !== null && 'population' in score;
