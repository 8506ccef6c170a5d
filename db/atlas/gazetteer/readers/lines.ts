import { createReadStream } from 'node:fs';

/**
 * The lines of a text file, read in pieces: files of GeoNames are larger than a string may be. Empty lines are passed over;
 * lines are counted from 1. Rejects with a sentence that names the file when it cannot be read.
 */
export async function* linesOf(path: string): AsyncGenerator<[line: string, number: number]> {
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
  let rest = '';
  let number = 0;
  try {
    for await (const piece of stream) {
      const lines = (rest + String(piece)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        number += 1;
        if (line !== '') yield [withoutReturn(line), number];
      }
    }
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if (rest !== '') yield [withoutReturn(rest), number + 1];
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
