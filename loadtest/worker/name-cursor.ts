/** Yields `names[offset]`, `names[offset + stride]`, … and then undefined. */
export function nameCursor(
  names: readonly string[],
  offset: number,
  stride: number,
): () => string | undefined {
  let at = offset;
  return () => {
    const name = names[at];
    at += stride;
    return name;
  };
}
