import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** One file of a pack, compressed with brotli. */
export interface PackedFile {
  name: string;
  brotli: Uint8Array;
}

export const compress = (text: string | Uint8Array): Uint8Array =>
  brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });

export const decompress = (bytes: Uint8Array): Buffer => brotliDecompressSync(bytes);

/**
 * A pack is one line of JSON, `[[name, bytes], …]`, and then the files one after another, each compressed by itself, so that
 * unpacking compresses nothing.
 */
export function pack(files: readonly PackedFile[]): Uint8Array {
  const head = JSON.stringify(files.map(({ name, brotli }) => [name, brotli.length]));
  return Buffer.concat([Buffer.from(`${head}\n`), ...files.map(({ brotli }) => brotli)]);
}

export function unpack(bytes: Buffer): PackedFile[] {
  const end = bytes.indexOf(10);
  if (end < 0) throw new Error('The pack has no head');
  const head = JSON.parse(bytes.toString('utf8', 0, end)) as [string, number][];
  let at = end + 1;
  return head.map(([name, length]) => {
    const brotli = bytes.subarray(at, (at += length));
    if (brotli.length !== length) throw new Error('The pack is cut short');
    return { name, brotli };
  });
}
