import type { Api, Fetched } from './api.ts';
import { pathTo } from './site.ts';

const RETRY_MS = [600, 2000];

/** The API over `fetch`. Reads are tried again when the server or the network was away. */
export function createFetchApi(fetch: typeof globalThis.fetch): Api {
  async function once<T>(path: string, init?: RequestInit): Promise<Fetched<T>> {
    try {
      const response = await fetch(pathTo(path), init);
      if (!response.ok) return { ok: false, status: response.status };
      return { ok: true, value: (await response.json()) as T };
    } catch {
      return { ok: false, status: 0 };
    }
  }

  async function read<T>(path: string): Promise<Fetched<T>> {
    for (const wait of RETRY_MS) {
      const fetched = await once<T>(path);
      if (fetched.ok || (fetched.status !== 0 && fetched.status < 500)) return fetched;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return once<T>(path);
  }

  const post = <T>(path: string, body: object = {}) =>
    once<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const part = encodeURIComponent;

  return {
    openSession: () => post('/api/session'),
    keepName: (name) => post('/api/session', { name }),
    quizzes: () => read('/api/quizzes'),
    quiz: (slug, floor) => read(`/api/quizzes/${part(slug)}${floor === 0 ? '' : `?minPopulation=${floor}`}`),
    topology: (address) => read(address),
    run: (runId) => read(`/api/runs/${part(runId)}`),
    missed: (runId, cursor) =>
      read(`/api/runs/${part(runId)}/missed${cursor === null ? '' : `?cursor=${part(cursor)}`}`),
    found: (roomId, after) => read(`/api/rooms/${part(roomId)}/found?after=${after}`),
    runFound: (runId, after) => read(`/api/runs/${part(runId)}/found?after=${after}`),
    makeLink: (roomId) => post('/api/links', { roomId }),
    useLink: (token) => post(`/api/links/${part(token)}`),
  };
}
