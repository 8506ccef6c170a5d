import { appPath, pathTo } from '../net/site.ts';
import { routeOf, type Route } from './route.ts';

/** A page that is slower than so many frames stays at its top. */
const SCROLL_FRAMES = 60;

/** Follows the address: `route` is where the page is, `go` moves without a load. */
export class Router {
  route: Route = $state.raw({ name: 'home' });
  #stop: () => void;

  #window: Window;

  constructor(window: Window) {
    this.#window = window;
    this.#read();
    // Restored by hand: at the time of the browser's own try the page is not there yet.
    window.history.scrollRestoration = 'manual';
    const onPop = () => {
      this.#read();
      this.#scrollBack();
    };
    const onClick = (event: MouseEvent) => this.#follow(event);
    window.addEventListener('popstate', onPop);
    window.document.addEventListener('click', onClick);
    this.#stop = () => {
      window.removeEventListener('popstate', onPop);
      window.document.removeEventListener('click', onClick);
    };
  }

  /** To a path of the app. `replace` leaves no entry in the history: for addresses that only now became known. */
  go(path: string, { replace = false } = {}): void {
    const { history } = this.#window;
    if (replace) history.replaceState(null, '', pathTo(path));
    else {
      history.replaceState({ top: this.#window.scrollY }, '');
      history.pushState(null, '', pathTo(path));
    }
    this.#read();
    if (!replace) this.#window.scrollTo(0, 0);
  }

  /** Another address for what is on the page already; it stays as it is until it is loaded again. */
  rename(path: string): void {
    this.#window.history.replaceState(this.#window.history.state, '', path);
  }

  stop(): void {
    this.#stop();
  }

  /** To where the page stood when it was left, as soon as it is long enough. */
  #scrollBack(): void {
    const window = this.#window;
    const { state } = window.history as { state: { top?: number } | null };
    const top = state?.top ?? 0;
    const { href } = window.location;
    let frames = 0;
    const tryIt = (): void => {
      if (window.location.href !== href) return;
      window.scrollTo(0, top);
      frames += 1;
      if (window.scrollY < top - 1 && frames < SCROLL_FRAMES) window.requestAnimationFrame(tryIt);
    };
    window.requestAnimationFrame(tryIt);
  }

  #read(): void {
    const { pathname, search } = this.#window.location;
    this.route = routeOf(appPath(pathname) ?? pathname, search);
  }

  /** Plain clicks on links of this site move without a load; everything else is the browser's. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== this.#window.location.origin) return;
    const path = appPath(link.pathname);
    if (path === null) return;
    event.preventDefault();
    this.go(path + link.search);
  }
}
