import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import FindList from '../../client/parts/FindList.svelte';
import { LYON, NICE } from '../unit/client/fake-transport.ts';

const entry = (city: typeof LYON) => ({ playerId: 'me', city, at: 0 });
const base = { label: 'Cities named', placeOf: () => 'France', empty: 'Nothing yet.' };

/** jsdom lays nothing out: the list sees 400 px, as it assumes before it is measured. */
beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
});

it('keeps only the rows in sight of 20,000, and says how many there are', () => {
  const finds = Array.from({ length: 20_000 }, (_, id) => entry({ ...LYON, id, name: `City ${id}` }));
  render(FindList, { ...base, finds });
  const rows = screen.getAllByRole('listitem');
  expect(rows.length).toBeLessThan(60);
  expect(rows[0]!.getAttribute('aria-setsize')).toBe('20000');
});

it('says so when there is nothing', () => {
  render(FindList, { ...base, finds: [] });
  expect(screen.getByText('Nothing yet.')).toBeTruthy();
});

it('opens a group of one name', async () => {
  render(FindList, { ...base, finds: [entry(LYON), entry({ ...LYON, id: 7, population: 10 }), entry(NICE)] });
  const group = screen.getByRole('button', { name: /2 of the name/ });
  expect(group.textContent).toContain('522,260');
  await fireEvent.click(group);
  expect(screen.getAllByRole('listitem')).toHaveLength(4);
  expect(group.getAttribute('aria-expanded')).toBe('true');
});

it('ties a row to the map by pointer and by keys', async () => {
  const onhover = vi.fn();
  const onselect = vi.fn();
  render(FindList, { ...base, finds: [entry(LYON), entry(NICE)], onhover, onselect });
  const list = screen.getByRole('group', { name: 'Cities named' });
  await fireEvent.keyDown(list, { key: 'ArrowDown' });
  expect(onhover).toHaveBeenLastCalledWith(LYON.id);
  await fireEvent.keyDown(list, { key: 'ArrowDown' });
  expect(onhover).toHaveBeenLastCalledWith(NICE.id);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Nice'));
  await fireEvent.click(document.activeElement!);
  expect(onselect).toHaveBeenCalledExactlyOnceWith(NICE.id);
});
