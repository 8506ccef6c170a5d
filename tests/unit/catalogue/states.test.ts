import { expect, it } from 'vitest';
import { COUNTRIES } from '../../../db/atlas/catalogue/countries.ts';
import { STATES, TERRITORIES } from '../../../db/atlas/catalogue/states.ts';
import { membersOf, eachMember } from '../../../shared/catalogue/membership.ts';
import { openReal } from '../gazetteer/real.ts';

const { gazetteer } = openReal();

/** Countries of the capitals that a selector holds. */
function countriesOf(countries: readonly string[]): string[] {
  const found: string[] = [];
  eachMember(membersOf(gazetteer, [{ capitals: 'national', countries: [...countries] }]), (row) =>
    found.push(gazetteer.countryCodes[gazetteer.countries[row]!]!),
  );
  return found.sort();
}

it('counts 193 members of the United Nations, two observers, Kosovo and Taiwan', () => {
  expect(STATES).toHaveLength(193 + 2 + 2);
  for (const code of ['PS', 'VA', 'XK', 'TW', 'IL', 'SS', 'NR']) expect(STATES).toContain(code);
  for (const code of ['EH', 'HK', 'GL', 'CK', 'PR', 'AQ']) expect(TERRITORIES).toContain(code);
  expect(STATES.length + TERRITORIES.length).toBe(COUNTRIES.length);
});

it('has one capital of each state, and territories apart', () => {
  expect(countriesOf(STATES)).toEqual([...STATES].sort());
  const territories = countriesOf(TERRITORIES);
  expect(new Set(territories).size).toBe(territories.length);
  expect(territories).toContain('EH');
});

it('keeps the address of a quiz whose country is named anew', () => {
  expect(COUNTRIES.find(({ code }) => code === 'TR')).toMatchObject({ title: 'Türkiye', slug: 'turkey' });
});
