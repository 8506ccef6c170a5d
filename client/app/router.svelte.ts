import { appPath, pathTo } from '../net/site.ts';
import { routeOf, type Route } from './route.ts';

/** Follows the address: `route` is where the page is, `go` moves without a load. */
export class Router {
  route: Route = $state.raw({ name: 'home' });
  #stop: () => void;

  #window: Window;

  constructor(window: Window) {
    this.#window = window;
    this.#read();
    const onPop = () => this.#read();
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
    if (replace) this.#window.history.replaceState(null, '', pathTo(path));
    else this.#window.history.pushState(null, '', pathTo(path));
    this.#read();
    if (!replace) this.#window.scrollTo(0, 0);
  }

  stop(): void {
    this.#stop();
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
