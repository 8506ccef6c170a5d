import { pathTo } from '../net/site.ts';

/** Reports of one page: more would say nothing new. */
const MOST = 10;
const LONGEST = 2000;

/** Sends uncaught errors to `POST /api/client-errors`: each once, few, short, and never an error of its own. */
export function reportErrors(window: Window): () => void {
  const seen = new Set<string>();

  function report(message: string, stack: string | undefined): void {
    if (seen.size >= MOST || seen.has(message)) return;
    seen.add(message);
    const body = JSON.stringify({
      message: message.slice(0, LONGEST),
      stack: stack?.slice(0, LONGEST) ?? '',
      path: window.location.pathname.slice(0, 100),
    });
    void fetch(pathTo('/api/client-errors'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: true,
    }).catch(() => undefined);
  }

  const onError = (event: ErrorEvent) => report(event.message, (event.error as Error | null)?.stack);
  const onRejection = (event: PromiseRejectionEvent) => {
    const reason: unknown = event.reason;
    if (reason instanceof Error) report(reason.message, reason.stack);
    else report(String(reason), undefined);
  };
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}
