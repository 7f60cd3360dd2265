import { useCallback, useEffect, useState } from 'react';
import type { Answers, Operation, Request } from '../../../shared/contract.ts';
import { ask, toAskError, type AskError } from '../../api/index.ts';

export type Loaded<T> = { at: 'loading' } | { at: 'ready'; value: T } | { at: 'failed'; error: AskError };

/**
 * The answer to a question, asked again whenever `key` changes; until the new one is there the old one stays. The
 * second value asks again on purpose, and shows that it does.
 */
export function useAnswer<K extends Operation>(
  operation: K,
  request: Request<K>,
  key: string | number | null = null,
): [Loaded<Answers[K]>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Answers[K]>>({ at: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const body = JSON.stringify(request);
  useEffect(() => {
    let over = false;
    ask(operation, JSON.parse(body) as Request<K>).then(
      (value) => {
        if (!over) setLoaded({ at: 'ready', value });
      },
      (error: unknown) => {
        if (!over) setLoaded({ at: 'failed', error: toAskError(error) });
      },
    );
    return () => {
      over = true;
    };
  }, [operation, body, key, attempt]);
  const again = useCallback(() => {
    setLoaded({ at: 'loading' });
    setAttempt((count) => count + 1);
  }, []);
  return [loaded, again];
}
