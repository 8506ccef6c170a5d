import { COUNTRIES } from './countries.ts';

/**
 * Codes of ISO 3166-1 that are no states of their own: territories of others, Western Sahara, and what nobody lives on. The
 * Cook Islands and Niue govern themselves in free association with New Zealand, and are not in the United Nations.
 */
const DEPENDENT = new Set(
  [
    'YT RE SH EH', // Africa
    'IO CX CC HK MO', // Asia
    'AX FO GI GG IM JE SJ', // Europe
    'AI AW BM BQ KY CW GL GP MQ MS PR BL MF PM SX TC VG VI', // North America
    'AS CK PF GU NC NU NF MP PN TK UM WF', // Oceania
    'FK GF', // South America
    'AQ BV GS HM TF', // of no continent
  ].flatMap((codes) => codes.split(' ')),
);

const codesOf = (isDependent: boolean): readonly string[] =>
  COUNTRIES.map(({ code }) => code).filter((code) => DEPENDENT.has(code) === isDependent);

/**
 * The states whose capitals the quiz of national capitals asks for: the 193 members of the United Nations, its two observers
 * (Palestine, the Holy See), Kosovo and Taiwan (docs/decisions/2026-11-28-national-capitals.md).
 */
export const STATES = codesOf(false);

export const TERRITORIES = codesOf(true);
