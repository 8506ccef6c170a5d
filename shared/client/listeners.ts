/** Those who want to be told, and the telling. One that leaves while others are told is not told any more. */
export interface Listeners<Listener> {
  readonly add: (listener: Listener) => () => void;
  readonly tell: (call: (listener: Listener) => void) => void;
}

export function createListeners<Listener>(): Listeners<Listener> {
  const all = new Set<Listener>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(call) {
      for (const listener of all) call(listener);
    },
  };
}
