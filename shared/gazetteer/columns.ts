/**
 * The layout of the unpacked artefact: little-endian columns one after another, each from a multiple of four bytes, so
 * that typed arrays lie over the file's bytes without a copy. Both files begin with a header of eight 32-bit words:
 * a magic number, the format's version, then counts.
 */
export const FORMAT = 3;
export const CITIES_MAGIC = 0x59544943;
export const INDEX_MAGIC = 0x5844494e;
export const HEADER_WORDS = 8;

/** Walks the columns of one file. Throws when the file is not of this format. */
export function createColumns(bytes: Uint8Array, magic: number) {
  if (bytes.byteOffset % 4 !== 0) throw new Error('The artefact must begin at a multiple of four bytes');
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_WORDS);
  if (header[0] !== magic || header[1] !== FORMAT) throw new Error('The artefact is not of this format');
  let at = HEADER_WORDS * 4;
  const next = (byteLength: number): number => {
    const start = at;
    at += (byteLength + 3) & ~3;
    if (at > bytes.byteLength) throw new Error('The artefact is cut short');
    return bytes.byteOffset + start;
  };
  return {
    /** The count in word 2 + `n` of the header. */
    count: (n: number): number => header[2 + n]!,
    u32: (length: number) => new Uint32Array(bytes.buffer, next(length * 4), length),
    f32: (length: number) => new Float32Array(bytes.buffer, next(length * 4), length),
    u16: (length: number) => new Uint16Array(bytes.buffer, next(length * 2), length),
    u8: (length: number) => new Uint8Array(bytes.buffer, next(length), length),
  };
}
