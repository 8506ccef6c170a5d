import { describe, expect, it } from 'vitest';
import { nextOf } from '../../../shared/gazetteer/verdict.ts';
import { openReal } from './real.ts';

const { gazetteer, ask, credits, place } = openReal();

describe('the judge, on real data', () => {
  it.each([
    ['france', 'st etienne', 'Saint-Étienne, Auvergne-Rhône-Alpes, FR'],
    ['france', 'Strassburg', 'Strasbourg, Grand Est, FR'],
    ['france', 'Boulogne, Hauts-de-France', 'Boulogne-sur-Mer, Hauts-de-France, FR'],
    ['france', 'Boulogne (Hauts-de-France)', 'Boulogne-sur-Mer, Hauts-de-France, FR'],
    ['france', 'Boulogne hauts de france', 'Boulogne-sur-Mer, Hauts-de-France, FR'],
    ['france', 'Belleville', 'Belleville, Auvergne-Rhône-Alpes, FR'],
    ['world', 'Paris', 'Paris, Île-de-France, FR'],
    ['world', 'Paris, Texas', 'Paris, Texas, US'],
    ['world', 'Paris TX'.replace(' ', ', '), 'Paris, Texas, US'],
    ['world', 'Paris Texas', 'Paris, Texas, US'],
    ['world', 'Portland OR', 'Portland, Oregon, US'],
    ['world', 'Halifax NS', 'Halifax, Nova Scotia, CA'],
    ['world', 'Sydney NSW', 'Sydney, New South Wales, AU'],
    ['world', 'London UK', 'London, England, GB'],
    ['world', 'Cairo, EGY', 'Cairo, Cairo, EG'],
    ['world', 'Dili, East Timor', 'Dili, Dili Municipality, TL'],
    ['world', 'Amsterdam, Holland', 'Amsterdam, North Holland, NL'],
    ['world', 'Durango, Mexico', 'Victoria de Durango, Durango, MX'],
    ['united-states', 'Kingston, Washington', 'Kingston, Washington, US'],
    // Known by it, before the village of that very name.
    ['world', 'Luxemburg', 'Luxembourg, Luxembourg, LU'],
    ['world', 'Venise', 'Venice, Veneto, IT'],
    ['world', 'Koenigsberg', 'Kaliningrad, Kaliningrad Oblast, RU'],
    ['world', 'Calcutta', 'Kolkata, West Bengal, IN'],
    ['world', 'Beantown', 'Boston, Massachusetts, US'],
    ['world', 'White House', 'White House, Tennessee, US'],
    // Names of a state or a country that are the city's, too.
    ['world', 'Нью-Йорк', 'New York City, New York, US'],
    ['world', 'Вашингтон', 'Washington, District of Columbia, US'],
    ['world', 'Meksyk', 'Mexico City, Mexico City, MX'],
    ['world', '纽约', 'New York City, New York, US'],
    ['world', '紐約', 'New York City, New York, US'],
    ['world', 'ニューヨーク', 'New York City, New York, US'],
    ['germany', 'Oberndorf am Neckar', 'Oberndorf, Baden-Wurttemberg, DE'],
    ['germany', 'Weiden i. d. OPf.', 'Weiden, Bavaria, DE'],
    ['germany', 'Frankfurt a. M.', 'Frankfurt am Main, Hesse, DE'],
    ['oman', 'Al Seeb', 'Seeb, Muscat, OM'],
    ['world', 'soton', 'Southampton, England, GB'],
    ['world', 'Paris, Texas, USA', 'Paris, Texas, US'],
    ['world', 'london, uk', 'London, England, GB'],
    ['world', 'London, ON', 'London, Ontario, CA'],
    ['world', 'NYC', 'New York City, New York, US'],
    ['world', 'New York', 'New York City, New York, US'],
    ['world', 'Lyon city', 'Lyon, Auvergne-Rhône-Alpes, FR'],
    ['world', 'Москва', 'Moscow, Moscow, RU'],
    ['world', '北京', 'Beijing, Beijing, CN'],
    ['germany', 'Muenchen', 'Munich, Bavaria, DE'],
    ['bolivia', 'El Alto', 'El Alto, La Paz Department, BO'],
  ])('credits in %s “%s” to %s', (slug, text, expected) => {
    expect(credits(ask(slug, text))[0]).toBe(expected);
  });

  it('reaches three cities of a name, in order of how likely they are meant', () => {
    const verdict = ask('united-states', 'Springfield');
    expect(credits(verdict)).toEqual(['Springfield, Missouri, US']);
    expect(nextOf(verdict).map(place)).toEqual([
      'Springfield, Massachusetts, US',
      'Springfield, Illinois, US',
    ]);
    expect(verdict).toMatchObject({ take: 'first', reach: 3 });
    expect(verdict.kind === 'candidates' && verdict.rows.length).toBeGreaterThan(20);
  });

  it('knows namesakes by alternates alone', () => {
    const verdict = ask('world', 'Ставрополь');
    expect([...credits(verdict), ...nextOf(verdict).map(place)]).toEqual([
      'Stavropol, Stavropol Kray, RU',
      'Tolyatti, Samara Oblast, RU',
    ]);
  });

  it('credits one city a guess, whatever its name', () => {
    for (const text of ['San José', 'Calcutta', 'Santiago', 'Odessa', 'Kingston', 'Greenwood', 'Canada'])
      expect(credits(ask('world', text)).length, text).toBeLessThanOrEqual(1);
  });

  it('credits every namesake at once where the room says so', () => {
    const all = ask('united-states', 'Springfield', { namesakes: 'all' });
    expect(all).toMatchObject({ take: 'all' });
    expect(credits(all).length).toBeGreaterThan(20);
    expect(credits(ask('world', 'Calcutta', { namesakes: 'all' }))).toEqual(
      expect.arrayContaining(['Kolkata, West Bengal, IN', 'Calcutta, Ohio, US']),
    );
  });

  it('lets a state with several twins be said until all are named, and a country no more than a bare name', () => {
    const verdict = ask('world', 'Springfield, USA');
    expect(verdict).toMatchObject({ why: 'qualified', reach: 3 });
    const twins = ask('world', 'Greenville, Virginia');
    expect(twins.kind === 'candidates' && twins.reach === twins.rows.length).toBe(true);
  });

  it.each([
    ['france', 'Pont de Vivaux', 'Marseille'],
    ['germany', 'Friedrichshain', 'Berlin'],
    ['world', 'Kreuzberg', 'Berlin'],
  ])('knows in %s “%s” as a part of %s', (slug, text, whole) => {
    const verdict = ask(slug, text);
    expect(verdict.kind === 'part' && gazetteer.name(verdict.of)).toBe(whole);
  });

  it.each([
    ['france', 'Lausanne', 'outside'],
    ['germany', 'Pont de Vivaux', 'outside'],
    ['france', 'Paris, Texas', 'outside'],
    ['france', 'Marsielle', 'unknown'],
    ['bangladesh', 'Islamabad', 'outside'],
    ['world', 'Ghana', 'unknown'],
    ['world', 'Falkland Islands', 'unknown'],
    ['world', 'Algeria', 'unknown'],
    ['world', 'Black Sea', 'unknown'],
    ['world', '', 'unknown'],
    ['world', ' , ', 'unknown'],
    ['world', '(', 'unknown'],
    ['world', '🙂', 'unknown'],
    ['world', 'x'.repeat(80), 'unknown'],
    ['world', '\u0000\ud800', 'unknown'],
  ])('answers in %s “%s” %s', (slug, text, kind) => {
    expect(ask(slug, text).kind).toBe(kind);
  });

  it.each([
    ['france', 'Marsielle', "Marseille, Provence-Alpes-Côte d'Azur, FR"],
    ['world', 'Reykjavk', 'Reykjavík, Capital Region, IS'],
  ])('takes in %s “%s” for a misspelling of %s where typos are accepted', (slug, text, expected) => {
    expect(credits(ask(slug, text, { typos: 'accept' }))).toEqual([expected]);
    expect(ask(slug, text, { typos: 'hint' })).toMatchObject({ kind: 'near' });
  });

  it.each([
    ['algeria', 'Algeria'],
    ['tunisia', 'Tunisia'],
    ['france', 'Lausanne'],
    ['united-states', 'Norfolk Island'],
  ])('takes in %s “%s” for no misspelling', (slug, text) => {
    expect(credits(ask(slug, text, { typos: 'accept' }))).toEqual([]);
  });

  it('counts boroughs inside their city, and credits them', () => {
    const verdict = ask('world', 'Brooklyn');
    expect(credits(verdict)[0]).toBe('Brooklyn, New York, US');
    const row = verdict.kind === 'candidates' ? verdict.rows[0]! : -1;
    expect(place(gazetteer.partOf[row]!)).toBe('New York City, New York, US');
  });
});
