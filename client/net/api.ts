import type { Quiz, QuizSummary } from '../../shared/catalogue/quiz.ts';
import type { FoundColumns } from '../../shared/found-columns.ts';
import type { QuizMap } from '../../shared/catalogue/quiz-map.ts';
import type { City, Run } from '../../shared/messages.ts';

/** What a request came to; `status` 0 is a network that did not answer. */
export type Fetched<T> = { ok: true; value: T } | { ok: false; status: number };

/** The HTTP side of the server (docs/protocol.md). Nothing throws: a failure is a value with the status. */
export interface Api {
  openSession(): Promise<Fetched<{ playerId: string; name: string }>>;
  /** Keeps a new name with the session, for the rooms to come. */
  keepName(name: string): Promise<Fetched<{ playerId: string; name: string }>>;
  quizzes(): Promise<Fetched<QuizSummary[]>>;
  /** With the figures of the cities over a floor that the quiz offers; 0: of all. */
  quiz(slug: string, minPopulation: number): Promise<Fetched<Quiz>>;
  /** A map by the address that its quiz gives. */
  topology(address: string): Promise<Fetched<QuizMap>>;
  run(runId: string): Promise<Fetched<Run>>;
  missed(runId: string, cursor: string | null): Promise<Fetched<MissedPage>>;
  /** A page of the finds of a room that one is in, or of a finished run, from a position on. */
  found(roomId: string, after: number): Promise<Fetched<FoundColumns>>;
  runFound(runId: string, after: number): Promise<Fetched<FoundColumns>>;
  /** A link that makes another device this player, once, within ten minutes. */
  makeLink(roomId: string): Promise<Fetched<{ url: string; expiresAt: number }>>;
  useLink(token: string): Promise<Fetched<{ playerId: string; name: string; roomId?: string }>>;
}

export interface MissedPage {
  /** Of all pages together. */
  count: number;
  cities: City[];
  /** Where the next page starts; null after the last. */
  cursor: string | null;
}
