import { FileQuestion, FileX, RotateCcw } from 'lucide-react';
import { useCallback, useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import type { SessionSummary } from '../../shared/contract.ts';
import { DETAIL_ID } from '../shell/focus.ts';
import { t } from '../strings/index.ts';
import { Button, EmptyState, Skeleton } from '../ui/index.ts';
import { FactsLine } from './facts/facts-line.tsx';
import { QueuedPrompts } from './facts/queued-prompts.tsx';
import { OpenReader } from './open-reader.tsx';
import styles from './reader.module.css';
import type { Reading, ReadingState } from './reading/reading.ts';
import { useReading } from './reading/registry.ts';
import { useTail } from './use-tail.ts';

interface ReaderPaneProps {
  session: SessionSummary;
  /** What stands above the conversation, and scrolls away with it. */
  children: ReactNode;
}

/** One page: what is to be said about the conversation, then the conversation itself. */
export function ReaderPane({ session, children }: ReaderPaneProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const above = useRef<HTMLDivElement>(null);
  const keys = useRef<((event: KeyboardEvent) => boolean) | null>(null);
  const hasText = session.hasTranscript;
  const reading = useReading(hasText ? session.id : null, null);
  const state = useSyncExternalStore(reading?.subscribe ?? subscribeToNothing, reading?.state ?? nothing);
  const onKeys = useCallback((pressed: typeof keys.current) => {
    keys.current = pressed;
  }, []);
  const tail = useTail(reading);
  const isOpen = reading !== null && state !== null && state.phase !== 'failed' && state.count > 0;
  const press = (event: KeyboardEvent): void => {
    // Keys in what floats come by here as well, and belong to that.
    if (event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return;
    if (keys.current?.(event) === true) event.preventDefault();
  };
  return (
    <div ref={setFrame} className={styles['frame']} onKeyDown={press}>
      <div
        ref={scroller}
        id={DETAIL_ID}
        className={styles['scroller']}
        tabIndex={0}
        role="region"
        aria-label={t.detail.text}
      >
        <div ref={above}>
          {children}
          {hasText && !isNothing(state) && (
            <div className={styles['facts']}>
              <FactsLine facts={state?.facts ?? null} />
              {state?.read.done === true && <QueuedPrompts queued={state.facts?.queued ?? []} />}
            </div>
          )}
        </div>
        {isOpen && frame !== null ? (
          <OpenReader
            key={(tail.reading ?? reading).name}
            whole={reading}
            wholeState={state}
            {...{ session, tail, frame, scroller, above, onKeys }}
          />
        ) : (
          <div className={styles['column']}>
            {hasText ? (
              <NotYet reading={reading} state={state} />
            ) : (
              <p className={styles['none']}>{t.reader.noTranscript}</p>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

const subscribeToNothing = () => () => undefined;
const nothing = (): null => null;

/** It failed, or there is not a single message. */
const isNothing = (state: ReadingState | null): boolean =>
  state !== null && (state.phase === 'failed' || (state.phase === 'open' && state.read.done && state.count === 0));

/** Nothing to read: not yet, not any more, or never. */
function NotYet({ reading, state }: { reading: Reading | null; state: ReadingState | null }) {
  if (reading === null || state === null || state.phase === 'opening') return <Opening />;
  if (state.error !== null) {
    const isGone = state.error.code === 'not-found';
    return (
      <EmptyState
        icon={isGone ? FileX : FileQuestion}
        title={isGone ? t.reader.gone : t.reader.failed}
        actions={
          <Button icon={RotateCcw} onClick={() => void reading.open()}>
            {t.reader.tryAgain}
          </Button>
        }
      >
        {!isGone && <p>{state.error.message}</p>}
      </EmptyState>
    );
  }
  return state.read.done ? <p className={styles['none']}>{t.reader.empty}</p> : <Opening />;
}

/** As a conversation looks, while the first of it is on its way. */
function Opening() {
  return (
    <div className={styles['opening']} role="status" aria-label={t.reader.opening}>
      <Skeleton width="2.5rem" />
      <Skeleton width="82%" />
      <Skeleton width="47%" />
      <span className={styles['gap']} />
      <Skeleton width="3.5rem" />
      <Skeleton width="95%" />
      <Skeleton width="88%" />
      <Skeleton width="91%" />
      <Skeleton width="60%" />
    </div>
  );
}
