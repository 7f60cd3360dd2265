import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { toAskError } from '../api/index.ts';
import { t } from '../strings/index.ts';
import type { GoTo } from './feed.tsx';
import type { Reading, ReadingState } from './reading/reading.ts';
import { setTarget, useTarget } from './targets.ts';

/** Shows the message that somebody followed a link to, once the file has been read so far. */
export function useFollowTarget(
  id: string,
  reading: Reading,
  { layoutVersion, count, read: { done } }: ReadingState,
  lead: (entry: number, how: GoTo) => void,
): void {
  const target = useTarget();
  const uuid = target?.id === id ? target.uuid : null;
  const latest = useRef(lead);
  useEffect(() => {
    latest.current = lead;
  });
  useEffect(() => {
    if (uuid === null) return;
    let stopped = false;
    reading.locate(uuid).then(
      (entry) => {
        if (stopped) return;
        if (entry !== null && entry < count) {
          setTarget(null);
          latest.current(entry, { mark: true, focus: true });
        } else if (entry === null && done) {
          setTarget(null);
          toast(t.reader.linkGone);
        }
      },
      (error: unknown) => {
        if (stopped) return;
        setTarget(null);
        toast.error(toAskError(error).message);
      },
    );
    return () => {
      stopped = true;
    };
  }, [uuid, reading, layoutVersion, count, done]);
}
