/** What a page says of itself in a chat or a search result. */
export interface Preview {
  title: string;
  description: string;
  /** Search engines stay away from rooms, runs and links. */
  hidden?: boolean;
}

export const HOME: Preview = {
  title: 'Cityrace',
  description: 'Name a city. It appears on the map. Alone, against the clock, or racing friends.',
};

/** The app's page for a site under a path: what the build left relative stands below it, and the app learns it. */
export const withBase = (html: string, basePath: string): string =>
  html
    .replace(/(?<= (?:href|src)=")\.\//g, () => `${basePath}/`)
    .replace('<html', () => (basePath === '' ? '<html' : `<html data-base="${basePath}"`));

/** The app's page with a preview in its head. `address` is the page's own, absolute. */
export function withPreview(html: string, preview: Preview, address: string): string {
  const { title, description, hidden } = preview;
  const tags = [
    ['og:type', 'website'],
    ['og:site_name', 'Cityrace'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', address],
  ].map(([name, content]) => `<meta property="${name!}" content="${escapeHtml(content!)}" />`);
  tags.push('<meta name="twitter:card" content="summary" />');
  tags.push(
    hidden
      ? '<meta name="robots" content="noindex" />'
      : `<link rel="canonical" href="${escapeHtml(address)}" />`,
  );
  const heading = title === HOME.title ? title : `${title} · Cityrace`;
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(heading)}</title>`)
    .replace(
      /<meta\s+name="description"\s+content="[^"]*"\s*\/?>/,
      () => `<meta name="description" content="${escapeHtml(description)}" />`,
    )
    .replace('</head>', () => `  ${tags.join('\n    ')}\n  </head>`);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
