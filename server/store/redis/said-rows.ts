import type { Said } from '../../../shared/messages.ts';
import { SAID } from '../../../shared/words.ts';
import type { Find } from '../room-store.ts';

/**
 * How the names of a run's finds were said, of all that were not bare: rows of position (3 bytes) and word (1 byte), as guess.lua
 * appends them beside the finds, which nodes of earlier releases read as they always did.
 */
const ROW_BYTES = 4;

/** Puts the words to finds that stand from position `first` on. */
export function withSaid(finds: readonly Find[], rows: Buffer | null, first = 0): Find[] {
  const words = new Map<number, Said>();
  for (let offset = 0; rows !== null && offset < rows.length; offset += ROW_BYTES)
    words.set(rows.readUIntBE(offset, 3), SAID[rows.readUInt8(offset + 3)] ?? 'bare');
  return finds.map((find, i) => ({ ...find, said: words.get(first + i) ?? 'bare' }));
}

export function encodeSaid(finds: readonly Find[]): Buffer {
  const rows: Buffer[] = [];
  finds.forEach(({ said = 'bare' }, position) => {
    if (said === 'bare') return;
    const row = Buffer.alloc(ROW_BYTES);
    row.writeUIntBE(position, 0, 3);
    row.writeUInt8(SAID.indexOf(said), 3);
    rows.push(row);
  });
  return Buffer.concat(rows);
}
