import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startSync } from './store/index.ts';

/** Longer than the engine needs to say what it knows; to draw the window twice would take as long. */
const FIRST_ANSWER_MS = 300;

const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no element with the id "app".');

// Asked before anything is drawn, so that what is known at once is drawn at once, and only once.
const { answered } = startSync();
await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, FIRST_ANSWER_MS))]);
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
