import { paletteOf, type Palette } from './canvas.ts';

/** The colours that hold now, for what cannot read custom properties: they change with the system and with `data-theme`. */
export class ThemeWatch {
  palette: Palette | null = $state.raw(null);

  /** Watches the root element until the returned function is called. */
  start(root: HTMLElement): () => void {
    const read = (): void => {
      this.palette = paletteOf(root);
    };
    read();
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
      matchMedia(query),
    );
    for (const query of queries) query.addEventListener('change', read);
    const observer = new MutationObserver(read);
    observer.observe(root, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      for (const query of queries) query.removeEventListener('change', read);
      observer.disconnect();
    };
  }
}
