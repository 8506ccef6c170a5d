import type { StoredEvent } from '../room-store.ts';
import type { MemoryState } from './state.ts';
import type { JournalEntry } from './journal-entry.ts';

/** What the parts of the in-process store share. */
export interface MemoryContext {
  readonly state: MemoryState;
  readonly now: () => number;
  /** How long the rooms of a player who takes no seat are remembered. */
  readonly keptMs: number;
  /** Applies an entry and hands it to the journal; throws StoreUnavailable, with nothing done, while the journal cannot write. */
  readonly perform: (entry: JournalEntry) => StoredEvent[];
  /**
   * Resolves when every entry so far is in the journal; undefined when it is already. Whatever leaves the store waits for
   * it, so that nobody is told what a kill could undo.
   */
  readonly settled: () => Promise<void> | undefined;
}
