/**
 * What `engines.node` of package.json says about a version, written as `^20.19 || ^22.13`: `proved`, `too old` for all of it, or
 * `unproved`, which may well work. By hand, because it is asked before anything is installed.
 */
export function supportOf(engines, version) {
  const [major, minor] = parse(version);
  const proved = engines.split('||').map((range) => parse(range.trim().slice(1)));
  if (proved.some(([from, least]) => major === from && minor >= least)) return 'proved';
  const [oldest, least] = proved.reduce((a, b) => (b[0] < a[0] ? b : a));
  return major < oldest || (major === oldest && minor < least) ? 'too old' : 'unproved';
}

const parse = (text) => {
  const [major, minor = 0] = text.split('.').map(Number);
  return [major, minor];
};
