import { useEffect } from 'react';
import { ask } from '../api/index.ts';
import { useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { sayDone } from './toasts.ts';

/** Claude's log grows line by line at its start; the receipts are read once for many of them. */
const PAUSE_MS = 1_500;

/**
 * Says so once Claude itself has taken what was brought back, also where the sheet was closed long before. Looks at
 * the start and after each restore; and with every change on the disk only while a receipt waits for Claude.
 */
export function useConfirmations(): void {
  useEffect(() => {
    let waiting: ReadonlySet<string> = new Set();
    let looked = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const look = async (): Promise<void> => {
      const { receipts } = await ask('receipts.list', {}).catch(() => ({ receipts: [] }));
      timer = undefined;
      for (const { id, confirmation } of receipts) {
        if (waiting.has(id) && confirmation.state === 'confirmed') sayDone(t.toasts.claudeShows(confirmation.total));
      }
      waiting = new Set(
        receipts
          .filter(({ state, confirmation }) => state === 'done' && confirmation.state === 'waiting')
          .map(({ id }) => id),
      );
    };

    const end = useStore.subscribe(({ live, sheet }, before) => {
      // The sheet itself says it while it is open.
      if (live?.phase !== 'ready' || sheet?.kind === 'restore' || timer !== undefined) return;
      const restored = before.sheet?.kind === 'restore';
      const changed = waiting.size > 0 && live.revision !== before.live?.revision;
      if (looked && !restored && !changed) return;
      looked = true;
      timer = setTimeout(() => void look(), PAUSE_MS);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, []);
}
