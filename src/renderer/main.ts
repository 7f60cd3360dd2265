import './base.css';
import { startSync } from './store/index.ts';

/** Longer than the engine needs to say what it knows; to draw the window twice would take as long. */
const FIRST_ANSWER_MS = 300;

// Asked before the window's own code is read, so that what is known is drawn at once, and only once.
const { answered } = startSync();
void start();

/** Not awaited by this module: the window's code waits for the modules that it shares with this one. */
async function start(): Promise<void> {
  const { draw } = await import('./draw.tsx');
  await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, FIRST_ANSWER_MS))]);
  draw();
}
