import { ArrowLeft, ChevronDown, ChevronUp, Ellipsis, Search } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { SessionSummary } from '../../shared/contract.ts';
import { backToList } from '../shell/back-to-list.ts';
import { useWidth } from '../shell/use-width.ts';
import { reviewRestore } from '../store/index.ts';
import { formatCount, t } from '../strings/index.ts';
import { Button, IconButton, Menu, MenuCheck } from '../ui/index.ts';
import styles from './bar.module.css';
import { percentOf, type ReadingState } from './reading/reading.ts';
import { setMetadata, useView } from './view.ts';

interface BarProps {
  session: SessionSummary;
  state: ReadingState;
  scroller: RefObject<HTMLElement | null>;
  /** The button of the outline. */
  outline: ReactNode;
  /** The search, where it is open. */
  find: ReactNode;
  onBeginning: () => void;
  onPrompt: (step: 1 | -1) => void;
  onFind: () => void;
}

/** Stays at the upper edge while the conversation goes by under it; then it says which one it is. */
export function Bar({ session, state, scroller, outline, find, onBeginning, onPrompt, onFind }: BarProps) {
  const sentinel = useRef<HTMLDivElement>(null);
  const isStuck = useIsAbove(sentinel, scroller);
  const width = useWidth();
  const metadata = useView((view) => view.metadata);
  return (
    <>
      <div ref={sentinel} className={styles['sentinel']} aria-hidden />
      <div className={styles['bar']} data-stuck={isStuck || undefined}>
        <div className={styles['column']}>
          <div className={styles['title']}>
            {isStuck && width !== 'wide' && (
              <IconButton label={t.detail.backToList} icon={ArrowLeft} onClick={backToList} />
            )}
            {isStuck ? (
              <button type="button" className={styles['back']} title={t.reader.toBeginning} onClick={onBeginning}>
                {session.title === '' ? t.list.untitled : session.title}
              </button>
            ) : (
              <h3>{t.reader.title}</h3>
            )}
          </div>
          <Progress state={state} />
          {isStuck && session.restorable && (
            <Button size="s" tone="soft" onClick={() => reviewRestore([session])}>
              {session.status === 'deleted' ? t.detail.restoreDeleted : t.detail.restore}
            </Button>
          )}
          <div className={styles['tools']} role="group" aria-label={t.reader.title}>
            <IconButton
              label={t.reader.previousPrompt}
              icon={ChevronUp}
              shortcut="Alt+Up"
              onClick={() => onPrompt(-1)}
            />
            <IconButton
              label={t.reader.nextPrompt}
              icon={ChevronDown}
              shortcut="Alt+Down"
              onClick={() => onPrompt(1)}
            />
            {outline}
            <IconButton label={t.reader.find} icon={Search} shortcut="Mod+F" onClick={onFind} />
            <Menu align="end" label={t.reader.more} trigger={<IconButton label={t.reader.more} icon={Ellipsis} />}>
              <MenuCheck checked={metadata} hint={t.reader.showMetadataHint} onChange={setMetadata}>
                {t.reader.showMetadata}
              </MenuCheck>
            </Menu>
          </div>
        </div>
        {find !== null && <div className={styles['find']}>{find}</div>}
      </div>
    </>
  );
}

/** How much of a file that is still being read has been. Files that are read at once say nothing. */
function Progress({ state: { read } }: { state: ReadingState }) {
  if (read.done || read.of === 0) return null;
  return (
    <span className={styles['progress']} role="status" title={`${formatCount(read.bytes)} / ${formatCount(read.of)}`}>
      {t.reader.reading(percentOf(read))}
    </span>
  );
}

function useIsAbove(element: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
  const [isAbove, setAbove] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        setAbove(!entry.isIntersecting && entry.boundingClientRect.top <= (entry.rootBounds?.top ?? 0));
      },
      { root: scroller.current },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, scroller]);
  return isAbove;
}
