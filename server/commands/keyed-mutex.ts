import { StoreUnavailable } from '../store/room-store.ts';

/**
 * CommandExecutor of one room queue up on this node, so that they conflict with other nodes only. When the store fails one of them,
 * those that wait fail with it: they would only wait for the same.
 */
export interface KeyedMutex {
  run<T>(roomId: string, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  begin: () => void;
  fail: (error: StoreUnavailable) => void;
}

export function createKeyedMutex(): KeyedMutex {
  const lanes = new Map<string, Waiting[]>();

  async function occupy<T>(roomId: string, waiting: Waiting[], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreUnavailable) for (const { fail } of waiting.splice(0)) fail(error);
      throw error;
    } finally {
      const next = waiting.shift();
      if (next) next.begin();
      else lanes.delete(roomId);
    }
  }

  return {
    run(roomId, work) {
      const waiting = lanes.get(roomId);
      if (!waiting) {
        const own: Waiting[] = [];
        lanes.set(roomId, own);
        return occupy(roomId, own, work);
      }
      return new Promise((resolve, reject) => {
        waiting.push({
          begin: () => {
            occupy(roomId, waiting, work).then(resolve, reject);
          },
          fail: reject,
        });
      });
    },
  };
}
