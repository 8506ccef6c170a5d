import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import { eachMember, memberCount } from '../../../shared/catalogue/membership.ts';

/** Where GeoNames holds visibly less than there is, by comparison with other lists of towns. */
const THIN: Readonly<Record<string, string>> = {
  AO: 'Many towns are missing from the data.',
  BD: 'Many towns are missing from the data, and districts stand in for some of them.',
  BJ: 'Many towns are missing from the data, and most populations are old.',
  CD: 'Many towns are missing from the data, and most populations are old.',
  CN: 'The data mixes cities with the counties and districts around them; many towns are missing.',
  ER: 'Many towns are missing from the data.',
  ET: 'Many towns are missing from the data.',
  IN: 'Smaller towns are missing from the data, more in some states than in others.',
  KP: 'Many towns are missing from the data, and most populations are old.',
  MA: 'Many towns are missing from the data, and some populations are those of a whole district.',
  MG: 'Many towns are missing from the data, and most populations are old.',
  MM: 'Many towns are missing from the data.',
  SO: 'Many towns are missing from the data, and most populations are rough.',
  SS: 'Many towns are missing from the data, and most populations are rough.',
  TD: 'Many towns are missing from the data.',
  TH: 'The data mixes towns with the districts around them.',
  TW: 'The data mixes cities with the districts they are made of; many towns are missing.',
  UG: 'Many towns are missing from the data.',
  YE: 'Many towns are missing from the data, and most populations are old.',
  AF: 'Several cities share one copied population.',
};
/** From this share of places without a population on, the note says so. */
const UNCOUNTED_SHARE = 0.3;

/** What a player should know about the data of a quiz of one country, or undefined where it is as good as elsewhere. */
export function dataNoteOf(
  gazetteer: Gazetteer,
  members: Members,
  country: string | undefined,
): string | undefined {
  const notes: string[] = [];
  const thin = country === undefined ? undefined : THIN[country];
  if (thin !== undefined) notes.push(thin);
  let uncounted = 0;
  eachMember(members, (row) => {
    if (gazetteer.populations[row] === 0) uncounted++;
  });
  const share = uncounted / Math.max(1, memberCount(members));
  if (country !== undefined && share >= UNCOUNTED_SHARE) {
    notes.push(
      `${Math.round(share * 100)} % of these places have no population in the data: they count as cities only.`,
    );
  }
  return notes.length === 0 ? undefined : notes.join(' ');
}
