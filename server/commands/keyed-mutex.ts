import { StoreUnavailable } from '../store/room-store.ts';
import { Overloaded } from './overloaded.ts';

/**
 * Work on one key is done one after the other; on different keys, at the same time. The commands of a room queue up so on this
 * node, and conflict with other nodes only. When the store fails one of them, those that wait fail with it: they would only
 * wait for the same.
 */
export interface KeyedMutex {
  /** Rejects with {@link Overloaded} when as much waits for this key as may. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  begin: () => void;
  fail: (error: StoreUnavailable) => void;
}

export function createKeyedMutex(mostWaiting: number): KeyedMutex {
  const queues = new Map<string, Waiting[]>();

  async function occupy<T>(key: string, waiting: Waiting[], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreUnavailable) for (const { fail } of waiting.splice(0)) fail(error);
      throw error;
    } finally {
      const next = waiting.shift();
      if (next) next.begin();
      else queues.delete(key);
    }
  }

  return {
    run(key, work) {
      const waiting = queues.get(key);
      if (!waiting) {
        const own: Waiting[] = [];
        queues.set(key, own);
        return occupy(key, own, work);
      }
      if (waiting.length >= mostWaiting) return Promise.reject(new Overloaded());
      return new Promise((resolve, reject) => {
        waiting.push({
          begin: () => {
            occupy(key, waiting, work).then(resolve, reject);
          },
          fail: reject,
        });
      });
    },
  };
}
