import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { toAskError } from '../api/index.ts';
import { t } from '../strings/index.ts';
import type { GoTo } from './feed.tsx';
import type { Layout } from './reading/layout.ts';
import type { Reading, ReadingState } from './reading/reading.ts';
import { setTarget, useTarget, type Target } from './targets.ts';

/**
 * Shows the message that somebody followed a link to, once the file has been read so far. In a subagent's conversation it
 * is shown in there: the call is unfolded, and the reader of that goes on. `way`: the calls that this reading stands under.
 */
export function useFollowTarget(
  reading: Reading,
  { layoutVersion, count, read: { done } }: ReadingState,
  way: string,
  lead: (entry: number, how: GoTo) => void,
): void {
  const target = useTarget();
  const uuid = target === null ? null : stepOf(target, reading.id, way);
  const latest = useRef({ target, lead });
  useEffect(() => {
    latest.current = { target, lead };
  });
  useEffect(() => {
    if (uuid === null) return;
    let stopped = false;
    reading.locate(uuid).then(
      (entry) => {
        const { target: now, lead: go } = latest.current;
        if (stopped || now === null) return;
        if (entry === null || entry >= count) {
          if (entry !== null || !done) return;
          setTarget(null);
          toast(t.reader.linkGone);
        } else if (now.gone === now.path.length - 1) {
          setTarget(null);
          if (now.reveals === true) reading.folds.reveal(entry);
          go(entry, { mark: true, focus: true });
        } else {
          const call = callFrom(reading.layout, entry);
          reading.folds.setOpen(`${call}:tool`, true);
          reading.folds.setOpen(`${call}:agent`, true);
          setTarget({ ...now, gone: now.gone + 1 });
          go(call, {});
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

/** The line to look for in the reading that stands under these calls; null where the way does not lead through it. */
const stepOf = ({ id, path, gone }: Target, reading: string, way: string): string | null =>
  id === reading && path.slice(0, gone).join('/') === way ? (path[gone] ?? null) : null;

/** A line may say something before it calls. */
function callFrom(layout: Layout, entry: number): number {
  let call = entry;
  while (call < layout.count && layout.kind(call) !== 'tool') call += 1;
  return call < layout.count ? call : entry;
}
