/**
 * Rows of numbers, in chunks outside the JavaScript heap: a busy process makes thousands of rows a second and keeps them for
 * an hour, and as objects each of them would be work for every collection of garbage. Chunks are never copied.
 */
export interface Rows {
  /** Numbers of a row. */
  readonly width: number;
  count: number;
  readonly chunks: Float64Array[];
}

/** Few enough that a game with one find wastes little, many enough that a chunk's own objects cost a row some ten bytes. */
const CHUNK_ROWS = 32;

export const emptyRows = (width: number): Rows => ({ width, count: 0, chunks: [] });

/** Appends a row and answers its number. */
export function addRow(rows: Rows, values: readonly number[]): number {
  const { width, count, chunks } = rows;
  const place = count % CHUNK_ROWS;
  if (place === 0) chunks.push(new Float64Array(CHUNK_ROWS * width));
  const chunk = chunks[chunks.length - 1]!;
  for (let column = 0; column < width; column += 1) chunk[place * width + column] = values[column]!;
  rows.count += 1;
  return count;
}

export function cell(rows: Rows, row: number, column: number): number {
  const place = row % CHUNK_ROWS;
  return rows.chunks[(row - place) / CHUNK_ROWS]![place * rows.width + column]!;
}
