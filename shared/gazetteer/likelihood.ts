import { NATIONAL_CAPITAL, REGIONAL_CAPITAL, SECTION } from './gazetteer.ts';

/** Kinds of a name: the rank of a posting. */
export const NAME = 0;
export const SHORT = 1;
export const ALTERNATE = 2;
export const OBSCURE = 3;

/**
 * What a person of a place counts for by the kind of name that was typed. Fitted on names that people type whose place is
 * known and that several places bear; see “Likelihood” in docs/gazetteer.md.
 */
const BY_KIND: Readonly<Record<number, number>> = {
  // The name that is shown, the official one and their spellings.
  [NAME]: 1,
  // “Boulogne” of Boulogne-Billancourt: as good as a name, but a city of that very name is a little likelier.
  [SHORT]: 0.5,
  // Names in other languages that sound alike (Venise, Luxemburg, Corunna), and all in scripts of which nobody can tell.
  [ALTERNATE]: 0.1,
  // Names that sound like another place's: former ones (Königsberg), and others' by mistake (“Victoria” of Hong Kong).
  [OBSCURE]: 0.005,
};
/** San José of Costa Rica, Luxembourg and Georgetown are better known than their size says; by obscure names nothing is. */
const OF_NATIONAL_CAPITAL = 4;
/** So are seats of states and provinces, a little. */
const OF_REGIONAL_CAPITAL = 1.2;
/** “Kreuzberg” is the section of Berlin before it is what the smallest town of a neighbour country was once called. */
const OF_SECTION = 0.1;
/** Added to every population: nobody counted the people of most small places, and some do live there. */
const SOMEBODY = 50;

/** How likely people mean this place by a name of this kind: people, weighted. Only the order and ratios mean anything. */
export function likelihood(population: number, flags: number, kind: number): number {
  const people = (population + SOMEBODY) * BY_KIND[kind]!;
  if ((flags & SECTION) !== 0) return people * OF_SECTION;
  if (kind === OBSCURE) return people;
  if ((flags & NATIONAL_CAPITAL) !== 0) return people * OF_NATIONAL_CAPITAL;
  return (flags & REGIONAL_CAPITAL) !== 0 ? people * OF_REGIONAL_CAPITAL : people;
}
