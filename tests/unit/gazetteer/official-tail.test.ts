import { expect, it } from 'vitest';
import { withOfficialTail } from '../../../db/atlas/gazetteer/official-tail.ts';
import { made } from './made.ts';

const town = (id: number, display: string, lat: number, population = 10_000) =>
  made({ id, display, country: 'DE', lat, lon: 8.6, population });

it('gives a town the tails that two places near it have', () => {
  const oberndorf = town(1, 'Oberndorf', 48.3);
  const village = town(2, 'Aistaig', 48.3, 900);
  const far = town(3, 'Oberndorf', 53.7);
  const names = withOfficialTail([
    oberndorf,
    village,
    far,
    town(4, 'Sulz am Neckar', 48.36),
    town(5, 'Horb am Neckar', 48.44),
    town(6, 'Berg am Bach', 48.3),
  ]);
  expect(names.get(oberndorf)).toEqual(['Oberndorf am Neckar']);
  expect(names.has(village)).toBe(false);
  expect(names.has(far)).toBe(false);
});
