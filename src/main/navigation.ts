import { app, shell } from 'electron';
import type { WebContents } from 'electron';
import { knownSites } from '../shared/sites.ts';
import { isOwnUrl } from './origin.ts';

const KNOWN_SITES: ReadonlySet<string> = new Set(knownSites);
/** How long after a click or a key something that opens may be its effect. */
const EFFECT_MS = 1000;

/** No page leaves the app or opens a window, in any web contents there will ever be. */
export function setupNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    const wasClicked = watchClicks(contents);
    contents.on('will-navigate', (event) => refuseForeign(event, event.url));
    contents.on('will-frame-navigate', (event) => refuseForeign(event, event.url));
    contents.on('will-redirect', (event) => refuseForeign(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (wasClicked() && isKnownSite(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

export function isKnownSite(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.username === '' && parsed.password === '' && KNOWN_SITES.has(parsed.origin);
}

function refuseForeign(event: { preventDefault: () => void }, url: string): void {
  if (!isOwnUrl(url)) event.preventDefault();
}

/** Whether the person has just clicked or pressed a key that follows a link. Each counts once. */
function watchClicks(contents: WebContents): () => boolean {
  let at = -Infinity;
  const now = (): void => void (at = performance.now());
  contents.on('before-mouse-event', (_event, { type }) => {
    if (type === 'mouseDown' || type === 'mouseUp') now();
  });
  contents.on('before-input-event', (_event, { type, key }) => {
    if (type === 'keyDown' && (key === 'Enter' || key === ' ')) now();
  });
  return () => {
    const clicked = performance.now() - at < EFFECT_MS;
    at = -Infinity;
    return clicked;
  };
}
