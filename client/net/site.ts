/** Path under which the site is served (`PUBLIC_URL`), as the server wrote it into the page: '' or `/cityrace`. */
export const basePath = (): string => document.documentElement.dataset['base'] ?? '';

/** The path in the address bar of a path of the app: `/help` → `/cityrace/help`. For links and requests. */
export const pathTo = (path: string): string => basePath() + path;

/** The whole address of a path of the app, to be handed to others. */
export const addressOf = (path: string): string => location.origin + pathTo(path);

/** The path of the app behind one of the address bar; null for one beside the app. */
export function appPath(path: string): string | null {
  const base = basePath();
  if (path === base) return '/';
  return path.startsWith(`${base}/`) ? path.slice(base.length) : null;
}
