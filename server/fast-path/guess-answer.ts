import type { Answers, City } from '../../shared/messages.ts';

/** Cities as JSON, by id: the same ones are found in every room. Some 150 bytes each. */
const cities = new Map<number, string>();
const KEPT_CITIES = 20_000;

/** `JSON.stringify` for the one answer that leaves by thousands a second, a credited guess: a test holds the two against each other. */
export function encodeGuessAnswer(value: object): string {
  const answer = value as Answers['guess'] & { ok?: boolean };
  if (answer.ok !== true || answer.outcome !== 'found' || !answer.score) return JSON.stringify(value);
  const { score, seq, again, more } = answer;
  const people = score.population === undefined ? '' : `,"population":${score.population}`;
  const next = again === undefined ? '' : `,"again":${again}`;
  const last = more === undefined ? '' : `,"more":${more}`;
  return `{"ok":true,"outcome":"found","cities":[${citiesOf(answer.cities)}],"score":{"cities":${score.cities}${people}},"seq":${seq}${next}${last}}`;
}

function citiesOf(found: readonly City[]): string {
  let text = '';
  for (const city of found) text += text === '' ? encodeCity(city) : `,${encodeCity(city)}`;
  return text;
}

/** Only of cities as the gazetteer has them: what a room adds to one (`by`) is no part of a credited guess. */
function encodeCity(city: City): string {
  let text = cities.get(city.id);
  if (text !== undefined) return text;
  text = JSON.stringify(city);
  if (cities.size >= KEPT_CITIES) cities.clear();
  cities.set(city.id, text);
  return text;
}
