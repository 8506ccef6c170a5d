const PANES = ['field', 'list', 'map', 'room'];

/** F6 goes round: field, list, map, room, as far as they are shown; with Shift the other way. */
export function focusNextPane(main: HTMLElement, isBackwards: boolean): void {
  const panes = PANES.flatMap((name) => {
    const pane = main.querySelector<HTMLElement>(`[data-pane=${name}]`);
    return pane && pane.offsetParent !== null ? [pane] : [];
  });
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + (isBackwards ? -1 : 1) + panes.length) % panes.length];
  const target = next?.matches('[tabindex], input')
    ? next
    : next?.querySelector<HTMLElement>('[tabindex="0"], button');
  target?.focus();
}
