/** Counts changes of colours: the system's, and those of `data-theme` on the root. A canvas must then paint anew. */
export class ThemeWatch {
  changes = $state(0);

  /** Watches until the returned function is called. */
  start(): () => void {
    const bump = (): void => {
      this.changes += 1;
    };
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
      matchMedia(query),
    );
    for (const query of queries) query.addEventListener('change', bump);
    const observer = new MutationObserver(bump);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      for (const query of queries) query.removeEventListener('change', bump);
      observer.disconnect();
    };
  }
}
