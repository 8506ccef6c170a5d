/** One promise a key, kept for good; what came to null (a failure) may be asked for again. */
export class PromiseCache<T> {
  #promises = new Map<string, Promise<T | null>>();

  get(key: string, ask: () => Promise<T | null>): Promise<T | null> {
    const before = this.#promises.get(key);
    if (before) return before;
    const promise = ask().then((value) => {
      if (value === null) this.#promises.delete(key);
      return value;
    });
    this.#promises.set(key, promise);
    return promise;
  }
}
