// Before the first paint, so that a chosen theme does not flash; the rest is client/state/preferences.svelte.ts.
try {
  const { theme } = JSON.parse(localStorage.getItem('cityrace:preferences') || '{}');
  if (theme === 'day' || theme === 'night') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system decides.
}
