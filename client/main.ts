import { mount } from 'svelte';
import './styles/base.css';
import AppRoot from './App.svelte';
import { App } from './app/app.svelte.ts';
import { reportErrors } from './app/errors.ts';

reportErrors(window);
const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
target.replaceChildren();
mount(AppRoot, { target, props: { app: new App(window) } });
