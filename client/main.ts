import { mount } from 'svelte';
import './styles/base.css';
import AppRoot from './app/App.svelte';
import { App } from './app/app.svelte.ts';
import { Draft } from './state/draft.ts';
import { reportErrors } from './app/error-reports.ts';

declare global {
  interface Window {
    /** Of `public/early-keys.mjs`. */
    takeEarlyKeys?: () => string[];
  }
}

reportErrors(window);
const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
target.replaceChildren();
const draft = new Draft(() => performance.now(), window.takeEarlyKeys?.());
mount(AppRoot, { target, props: { app: new App(window, draft) } });
