import { useEffect } from 'react';
import { toast } from 'sonner';
import { goToSession, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { parseLink, type LinkTarget } from './links.ts';
import { setTarget } from './targets.ts';

/** Opens the conversation that a link leads to; the reader then shows the message. */
export function followLink(target: LinkTarget): void {
  if (useStore.getState().live?.sessions.has(target.id) !== true) {
    toast.error(t.reader.linkUnknown);
    return;
  }
  goToSession(target.id);
  setTarget({ ...target, gone: 0 });
}

/** Follows a link in the address of the window: as it is opened, and when it changes. Called once, in the frame. */
export function useLinks(): void {
  const isReady = useStore(({ live }) => live?.phase === 'ready');
  useEffect(() => {
    if (!isReady) return;
    const follow = (): void => {
      const target = parseLink(window.location.hash);
      if (target === null) return;
      window.history.replaceState(null, '', window.location.pathname);
      followLink(target);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [isReady]);
}
