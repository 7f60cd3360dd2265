import { protocol } from 'electron';
import type { Session } from 'electron';
import { SCHEME } from './origin.ts';
import { rendererResponse } from './renderer-files.ts';

/** Has to be called before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Serves the built renderer. */
export function setupScheme(session: Session): void {
  session.protocol.handle(SCHEME, async (request) => {
    if (import.meta.env.DEV) {
      const { fromDevServer } = await import('./dev-server.ts');
      const answer = await fromDevServer(request);
      if (answer !== null) return answer;
    }
    return rendererResponse(request);
  });
}
