import type { JournalEntry } from './journal-entry.ts';

/** An entry as the journal keeps it: JSON, by hand for guesses, of which there are a thousand to any other. */
export function encodeJournalEntry(entry: JournalEntry): string {
  if (entry[0] !== 'guess') return JSON.stringify(entry);
  const [, roomId, playerId, { seatIndex, digest, seq, at, again = 0, more, score, cityIds, said = [] }] =
    entry;
  if (score.population === undefined) return JSON.stringify(entry);
  return (
    `["guess",${JSON.stringify(roomId)},${JSON.stringify(playerId)},{"seatIndex":${seatIndex},"digest":${digest},"seq":${seq},` +
    `"at":${at},"again":${again},"more":${more},"score":{"cities":${score.cities},"population":${score.population}},` +
    `"cityIds":[${cityIds.join(',')}],"said":${said.length === 0 ? '[]' : `["${said.join('","')}"]`}}]`
  );
}
