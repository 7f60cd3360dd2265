import './base.css';
import { startSync } from './store/index.ts';
import { warmFormatters } from './strings/index.ts';

/** Longer than a look at what is remembered takes; to draw the window twice would take as long. */
const FIRST_LOOK_MS = 300;

// Asked before the window's own code is read, so that what is known is drawn at once, and only once.
const { ready } = startSync();
void start();
warmFormatters();

/** Not awaited by this module: the window's code waits for the modules that it shares with this one. */
async function start(): Promise<void> {
  const { draw } = await import('./draw.tsx');
  await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS))]);
  draw();
}
