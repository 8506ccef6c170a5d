/** Rooms by the time at which somebody must look at them: a binary heap, whose outdated entries are passed over. */
export interface DueTimes {
  get(roomId: string): number | undefined;
  /** Sets a room's time; null forgets it. */
  set(roomId: string, at: number | null): void;
  /** The rooms due by `now`, earliest first, at most `limit`; they stay until set again. */
  dueBy(now: number, limit: number): string[];
  entries(): IterableIterator<[roomId: string, at: number]>;
}

interface Entry {
  roomId: string;
  at: number;
}

export function createDueTimes(): DueTimes {
  const times = new Map<string, number>();
  let heap: Entry[] = [];

  const isLater = (a: Entry, b: Entry) => a.at > b.at;

  function push(entry: Entry): void {
    let hole = heap.push(entry) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!isLater(heap[parent]!, entry)) break;
      heap[hole] = heap[parent]!;
      hole = parent;
    }
    heap[hole] = entry;
  }

  function pop(): void {
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isLater(heap[child]!, heap[child + 1]!)) child += 1;
      if (!isLater(last, heap[child]!)) break;
      heap[hole] = heap[child]!;
      hole = child;
    }
    heap[hole] = last;
  }

  return {
    get: (roomId) => times.get(roomId),
    set(roomId, at) {
      if (at === null) {
        times.delete(roomId);
        return;
      }
      if (times.get(roomId) === at) return;
      times.set(roomId, at);
      push({ roomId, at });
      if (heap.length > 64 && heap.length > 4 * times.size) {
        heap = [];
        for (const [id, time] of times) push({ roomId: id, at: time });
      }
    },
    dueBy(now, limit) {
      const due: Entry[] = [];
      while (due.length < limit && heap.length > 0 && heap[0]!.at <= now) {
        const entry = heap[0]!;
        pop();
        const current = times.get(entry.roomId) === entry.at;
        if (current && !due.some(({ roomId }) => roomId === entry.roomId)) due.push(entry);
      }
      // Whoever asked sets them again; an entry that is set to the same time must still be here.
      for (const entry of due) push(entry);
      return due.map(({ roomId }) => roomId);
    },
    entries: () => times.entries(),
  };
}
