import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ASK = join(import.meta.dirname, '../../../db/atlas/gazetteer/ask.ts');

/** The lines that asking prints. */
function ask(flags: string[], input: string): Record<string, unknown>[] {
  const output = execFileSync(process.execPath, ['--import', 'tsx', ASK, ...flags], {
    input,
    encoding: 'utf8',
  });
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('ask', () => {
  it('answers each line by itself', () => {
    const answers = ask(['--quiz', 'france'], 'st etienne\nSaint-Etienne\nLausanne\n\nPont de Vivaux');
    expect(answers.map(({ outcome }) => outcome)).toEqual(['found', 'found', 'outside', 'unknown', 'part']);
    expect(answers[0]).toEqual({
      text: 'st etienne',
      outcome: 'found',
      cities: [
        {
          id: 2980291,
          name: 'Saint-Étienne',
          lat: 45.43389,
          lon: 4.39,
          population: expect.any(Number) as number,
          country: 'FR',
          region: 'Auvergne-Rhône-Alpes',
        },
      ],
      next: expect.any(Array) as unknown[],
      why: expect.stringMatching(/^name: /) as string,
    });
    expect(answers[4]).toMatchObject({ partOf: 'Marseille' });
  });

  it('reads the quiz from each line, and says which there is not', () => {
    const answers = ask(['--typos', 'accept'], 'france\tMarsielle\natlantis\tParis\nworld\n');
    expect(answers).toMatchObject([
      { text: 'Marsielle', outcome: 'found' },
      { text: 'Paris', outcome: 'error', cities: [], why: 'there is no quiz atlantis' },
      { text: '', outcome: 'unknown' },
    ]);
  });

  it('says what saying it again would credit', () => {
    const [springfield] = ask(['--quiz', 'united-states'], 'Springfield\n') as Record<
      'cities' | 'next',
      { region: string }[]
    >[];
    expect(springfield!.cities.map(({ region }) => region)).toEqual(['Missouri']);
    expect(springfield!.next.map(({ region }) => region)).toEqual(['Massachusetts', 'Illinois']);
  });

  it('takes every namesake where asked to', () => {
    const [largest] = ask(['--quiz', 'france'], 'Belleville\n');
    const [all] = ask(['--quiz', 'france', '--namesakes', 'all'], 'Belleville\n');
    expect((all!['cities'] as unknown[]).length).toBeGreaterThan((largest!['cities'] as unknown[]).length);
  });

  it('refuses other settings', () => {
    expect(() => ask(['--namesakes', 'some'], '')).toThrow('--namesakes is largest or all');
  });
});
