import { useCallback, useState } from 'react';
import { toast } from 'sonner';
import { toAskError } from '../api/index.ts';

/** A button's way to the engine: busy while it runs, and says in a toast what went wrong. */
export function useAsk(work: () => Promise<unknown>): { busy: boolean; run: () => void } {
  const [busy, setBusy] = useState(false);
  const run = useCallback(() => {
    setBusy(true);
    work()
      .catch((error: unknown) => toast.error(toAskError(error).message))
      .finally(() => setBusy(false));
  }, [work]);
  return { busy, run };
}
