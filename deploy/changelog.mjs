const UNRELEASED = '## [Unreleased]';

/**
 * The changelog (keep a changelog 1.1) with what stands under “Unreleased” moved to a section of this version and day. Throws
 * when nothing stands there, when the version is not above the newest one, or when it is there already.
 */
export function dateChangelog(text, version, day) {
  const start = text.indexOf(UNRELEASED);
  if (start < 0) throw new Error('the changelog has no section Unreleased');
  const body = start + UNRELEASED.length;
  const next = text.indexOf('\n## [', body);
  const news = text.slice(body, next < 0 ? undefined : next);
  if (!/^- /m.test(news)) throw new Error('nothing stands under Unreleased in the changelog');
  const newest = /\n## \[(\d+\.\d+\.\d+)\]/.exec(text)?.[1];
  if (newest !== undefined && !isAbove(version, newest)) throw new Error(`${version} is not above ${newest}`);
  return `${text.slice(0, body)}\n\n## [${version}] - ${day}${text.slice(body)}`;
}

function isAbove(version, other) {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && a[at] > b[at];
}
