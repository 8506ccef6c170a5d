import type { FoundEntry } from '../../shared/messages.ts';

/** A row of the list of finds: one city, or the head of several of one name. */
export type Row =
  | { kind: 'one'; key: string; find: FoundEntry; isInGroup: boolean }
  | { kind: 'group'; key: string; name: string; finds: readonly FoundEntry[]; population: number };

/**
 * Neighbours of one name become a group; an opened group (by its key) shows its cities below its head. `finds` come in the
 * order in which they are shown.
 */
export function rowsOf(finds: readonly FoundEntry[], open: readonly string[]): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < finds.length;) {
    const find = finds[i]!;
    let end = i + 1;
    while (end < finds.length && isSame(finds[end]!, find)) end += 1;
    if (end - i === 1) rows.push(one(find, false));
    else {
      const group = finds.slice(i, end);
      const key = `group ${keyOf(oldest(group))}`;
      const population = group.reduce((sum, { city }) => sum + city.population, 0);
      rows.push({ kind: 'group', key, name: find.city.name, finds: group, population });
      if (open.includes(key)) for (const member of group) rows.push(one(member, true));
    }
    i = end;
  }
  return rows;
}

const isSame = (a: FoundEntry, b: FoundEntry): boolean =>
  a.city.name === b.city.name && a.playerId === b.playerId;

/** Two groups of one name may stand apart, and a group grows: its oldest find tells it from others, and stays in it. */
const oldest = (group: readonly FoundEntry[]): FoundEntry =>
  group.reduce((first, find) =>
    find.at < first.at || (find.at === first.at && find.city.id < first.city.id) ? find : first,
  );

const keyOf = ({ playerId, city }: FoundEntry): string => `${playerId} ${city.id}`;

const one = (find: FoundEntry, isInGroup: boolean): Row => ({
  kind: 'one',
  key: keyOf(find),
  find,
  isInGroup,
});
