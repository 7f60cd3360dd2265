import type { Session } from 'electron';
import { ORIGIN, isOwnUrl } from './origin.ts';

/** Copying a command into the clipboard is the only thing that a page may do beyond itself. */
const ALLOWED = 'clipboard-sanitized-write';

/** Takes every power from the pages that they don't need, and the network as a whole. */
export function setupSession(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === ALLOWED && isOwnUrl(origin));
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(permission === ALLOWED && isOwnUrl(contents.getURL())),
  );
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayLoad(url) }));
  // Its dictionaries would be fetched from a server.
  session.setSpellCheckerEnabled(false);
}

/** Addresses of what the page itself made of bytes that it was given: pictures out of a conversation. */
const OWN_BYTES = `blob:${ORIGIN}/`;

/** Developer tools have a scheme of their own; while developing, Vite's socket is let through as well. */
function mayLoad(url: string): boolean {
  if (isOwnUrl(url) || url.startsWith(OWN_BYTES) || url.startsWith('devtools://')) return true;
  return import.meta.env.DEV && url.startsWith('ws://localhost:5173');
}
