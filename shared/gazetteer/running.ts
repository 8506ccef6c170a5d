/** Running sums: where each of the parts of these lengths ends. */
export function running(lengths: Uint8Array | Uint16Array): Uint32Array {
  const ends = new Uint32Array(lengths.length);
  for (let i = 0, end = 0; i < lengths.length; i += 1) {
    end += lengths[i]!;
    ends[i] = end;
  }
  return ends;
}
