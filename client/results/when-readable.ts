/** Between two looks, ms, and how many there are: a database may be away for a while. */
const EVERY_MS = 2000;
const MOST = 30;

/** Calls `then` once `isReadable` resolves with true. Returns the function that ends it. */
export function whenReadable(isReadable: () => Promise<boolean>, then: () => void): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;
  async function look(): Promise<void> {
    looks += 1;
    const isThere = await isReadable();
    if (isStopped) return;
    if (isThere) then();
    else if (looks < MOST) timer = setTimeout(() => void look(), EVERY_MS);
  }
  void look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
