/** Numbers as people read them: three digits that matter, thousands apart. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '—';
  if (!Number.isFinite(value)) return '∞';
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(size >= 10 ? 1 : 2);
}

export const megabytes = (bytes: number): string => `${formatNumber(bytes / 1e6)} MB`;
export const percent = (share: number): string =>
  Number.isNaN(share) ? '—' : `${(share * 100).toFixed(0)} %`;
