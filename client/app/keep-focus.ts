const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex]:not([tabindex="-1"])';

/**
 * Whatever had the focus and goes from the page hands it on: a whole screen to the next screen's heading, a part to the first
 * thing to be used where it was. Else the focus would fall to the body, and the keyboard's way begin anew. Returns what ends it.
 */
export function keepFocus(document: Document): () => void {
  let focused: Element | null = document.activeElement;
  const onFocus = (event: FocusEvent) => {
    focused = event.target as Element;
  };
  document.addEventListener('focusin', onFocus);

  const observer = new MutationObserver((records) => {
    const lost = focused;
    if (!lost || lost.isConnected || document.activeElement !== document.body) return;
    focused = null;
    const record = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)));
    const removed = [...(record?.removedNodes ?? [])].find((node) => node.contains(lost)) as
      Element | undefined;
    const wasScreen = removed?.matches('main') === true || removed?.querySelector('main') != null;
    const near = record?.target as Element | undefined;
    if (!wasScreen && near?.isConnected && near !== document.body && focusOn(near.querySelector(FOCUSABLE)))
      return;
    focusOn(document.querySelector('main h1, h1'));
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocus);
    observer.disconnect();
  };
}

/** False when there is nothing to focus on. */
function focusOn(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (!element.matches(FOCUSABLE)) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  return true;
}
