// What is typed before the page's own script is here, for client/state/draft.ts, which takes over. It runs as a classic script.
{
  const keys = [];
  const note = (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (key !== 'Enter' && key !== 'Backspace' && [...key].length !== 1) return;
    keys.push(key);
    // It would scroll, or open the quick search of Firefox.
    if (key === ' ' || key === "'" || key === '/') event.preventDefault();
  };
  addEventListener('keydown', note);
  window.takeEarlyKeys = () => {
    removeEventListener('keydown', note);
    return keys;
  };
}
