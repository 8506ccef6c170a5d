import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { cleanName } from '../../shared/room/names.ts';

/** Decides which names may be shown. Expensive to make (it compiles its list), cheap to ask. */
export interface NameFilter {
  /** The name as it is kept, or null when nothing is left of it or it is profane. */
  accept: (name: string) => string | null;
}

/** Names of people and places that the list would refuse for a word inside them. */
const INNOCENT = [
  'moby dick', 'dick van dyke', 'van dyke', 'dickinson', 'dickson', 'dickerson', 'rodick', 'dickie', 'dicky', 'analisa', 'analise', 'analia', 'vandyke',
  'thorndyke', 'fagan', 'fagerström', 'faggioli', 'cumming', 'fukuoka', 'fukushima', 'fukuda', 'shitara', 'shiitake',
  'anusha', 'pissarro', 'wankel', 'wankdorf', 'penistone', 'pornic', 'slutsk', 'semeny', 'pussycat', 'cockpit', 'rapeseed',
]; // prettier-ignore

export function createNameFilter(): NameFilter {
  const list = englishDataset.build();
  const matcher = new RegExpMatcher({
    ...list,
    ...englishRecommendedTransformers,
    whitelistedTerms: [...(list.whitelistedTerms ?? []), ...INNOCENT],
  });
  return {
    accept(name) {
      const clean = cleanName(name);
      return clean === '' || matcher.hasMatch(clean) || matcher.hasMatch(unspaced(clean)) ? null : clean;
    },
  };
}

/** Letters that stand alone, put together: what “w o r d” hides. */
const unspaced = (name: string): string =>
  name.replace(/(?<=(?:^|[^\p{L}])\p{L})[^\p{L}\p{N}]+(?=\p{L}(?:[^\p{L}]|$))/gu, '');
