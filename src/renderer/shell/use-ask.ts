import { useCallback, useState } from 'react';
import { toAskError } from '../api/index.ts';
import { sayFailure } from '../sheets/toasts.ts';

/** A button's way to the engine: busy while it runs, and says what went wrong, and what to do. */
export function useAsk(work: () => Promise<unknown>): { busy: boolean; run: () => void } {
  const [busy, setBusy] = useState(false);
  const run = useCallback(() => {
    setBusy(true);
    work()
      .catch((error: unknown) => sayFailure(toAskError(error)))
      .finally(() => setBusy(false));
  }, [work]);
  return { busy, run };
}
