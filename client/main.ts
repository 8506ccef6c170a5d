import { mount } from 'svelte';
import './styles/base.css';
import AppRoot from './app/App.svelte';
import { App } from './app/app.svelte.ts';
import { reportErrors } from './app/error-reports.ts';

reportErrors(window);
const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
target.replaceChildren();
mount(AppRoot, { target, props: { app: new App(window) } });
