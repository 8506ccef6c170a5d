import { describe, expect, it } from 'vitest';
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

  it('goes on to the next namesake, largest first', () => {
    const verdict = ask('france', 'Belleville');
    if (verdict.kind !== 'candidates') throw new Error(verdict.kind);
    expect([verdict.take, verdict.also]).toEqual(['first', []]);
    expect(verdict.rows.length).toBeGreaterThan(1);
    const people = verdict.rows.map((row) => gazetteer.populations[row]!);
    expect(people).toEqual([...people].sort((a, b) => b - a));
  });

  it('credits with the largest a national capital of that name', () => {
    expect(credits(ask('world', 'San José'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/, CR$/)]),
    );
  });

  it('credits with the largest a far larger place that has the name as another', () => {
    expect(credits(ask('world', 'Calcutta'))).toContain('Kolkata, West Bengal, IN');
  });

  it('credits namesakes that are hardly smaller, but not every one', () => {
    const verdict = ask('united-states', 'Springfield');
    if (verdict.kind !== 'candidates') throw new Error(verdict.kind);
    expect(credits(verdict)).toEqual([
      'Springfield, Missouri, US',
      'Springfield, Massachusetts, US',
      'Springfield, Illinois, US',
    ]);
    expect(verdict.rows.length).toBeGreaterThan(3);
    expect(verdict.rows.some((row) => verdict.also.includes(row))).toBe(false);
  });

  it('credits every namesake at once where the room says so', () => {
    const largest = ask('france', 'Belleville');
    const all = ask('france', 'Belleville', { namesakes: 'all' });
    if (largest.kind !== 'candidates' || all.kind !== 'candidates') throw new Error('no candidates');
    expect([all.take, all.also]).toEqual(['all', []]);
    expect(all.rows).toEqual(largest.rows);
  });

  it('says when a larger place of the world bears the name', () => {
    expect(ask('us-texas', 'Paris')).toMatchObject({ byNamesake: true });
    expect(ask('world', 'Paris')).toMatchObject({ byNamesake: false });
    expect(ask('world', 'Paris, Texas')).toMatchObject({ byNamesake: false });
  });

  it.each([
    ['france', 'Pont de Vivaux', 'Marseille'],
    ['germany', 'Friedrichshain', 'Berlin'],
  ])('knows in %s “%s” as a part of %s', (slug, text, whole) => {
    const verdict = ask(slug, text);
    expect(verdict.kind === 'part' && gazetteer.name(verdict.of)).toBe(whole);
  });

  it.each([
    ['france', 'Lausanne', 'outside'],
    ['germany', 'Pont de Vivaux', 'outside'],
    ['france', 'Paris, Texas', 'outside'],
    ['france', 'Marsielle', 'unknown'],
    ['world', 'Springfield, USA', 'ambiguous'],
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
