import { List } from 'lucide-react';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { createPortal } from 'react-dom';
import type { SessionSummary } from '../../shared/contract.ts';
import { t } from '../strings/index.ts';
import { IconButton } from '../ui/index.ts';
import { Bar } from './bar.tsx';
import { Feed, type FeedHandle } from './feed.tsx';
import { FindBar } from './find/find-bar.tsx';
import { provideFind } from './find/open-find.ts';
import { useFindBar } from './find/use-find-bar.ts';
import { useHighlights } from './find/use-highlights.ts';
import { useShowMatch } from './find/use-show-match.ts';
import { pressInReader } from './keys.ts';
import { makeContext } from './make-context.tsx';
import { OutlineColumn, OutlinePopover } from './outline/outline-panel.tsx';
import styles from './reader.module.css';
import type { Place } from './place.ts';
import { percentOf, type Reading, type ReadingState } from './reading/reading.ts';
import { copyEntry } from './row-actions.tsx';
import { entryAt, listRows, nearbyPrompt, rowKey } from './rows.ts';
import { Top } from './top.ts';
import { useListed } from './use-listed.ts';
import { useSizes } from './use-sizes.ts';
import { setTarget } from './targets.ts';
import { useFollowTarget } from './use-follow-target.ts';
import { useRejoin } from './use-rejoin.ts';
import { TOP, type Tail } from './use-tail.ts';
import { setOutline, useView } from './view.ts';

/** Of the bar, in rem: bar.module.css has the same. */
const BAR_REM = 2.75;
/** From here on there is room for a column beside the conversation. */
const ROOMY_REM = 68;

interface OpenReaderProps {
  session: SessionSummary;
  whole: Reading;
  wholeState: ReadingState;
  /** The end of it, where that is shown while the rest is being read. */
  tail: Tail;
  frame: HTMLElement;
  scroller: RefObject<HTMLElement | null>;
  above: RefObject<HTMLElement | null>;
  /** Is told what to do with a key that is pressed in the frame. */
  onKeys: (press: ((event: KeyboardEvent) => boolean) | null) => void;
}

/** A conversation that is open: its bar, its messages, its outline, the search in it. */
export function OpenReader({ session, whole, wholeState, tail, frame, scroller, above, onKeys }: OpenReaderProps) {
  const reading = tail.reading ?? whole;
  const own = useSyncExternalStore(reading.subscribe, reading.state);
  const state = tail.reading === null ? own : ofTail(own, wholeState);
  const feed = useRef<FeedHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const [list, setList] = useState<HTMLElement | null>(null);
  const [top] = useState(() => new Top());
  const context = useMemo(() => makeContext(reading), [reading]);
  const metadata = useView((view) => view.metadata);
  const listed = useListed(reading, state, metadata, feed);
  const { rows, lead } = listed;
  const sizes = useSizes(scroller, box, above, frame, state.facts);
  const covered = (sizes?.rem ?? 0) * BAR_REM;
  const find = useFindBar(reading, state, metadata, () => feed.current?.topEntry() ?? 0);
  const { now, query } = find.state;
  useHighlights(
    list,
    find.isOpen ? query : null,
    now === null ? null : { key: `${rowKey('entry', now.entry)}`, nth: now.nth },
  );
  useShowMatch({ state: find.state, isOpen: find.isOpen, folds: reading.folds, feed, scroller, covered, lead });
  useFollowTarget(reading, state, '', lead);
  const leaveTail = (place: Place): void => {
    // What has the keyboard goes with the rows.
    if (list?.contains(document.activeElement) === true) scroller.current?.focus({ preventScroll: true });
    tail.leave(place);
  };
  // A search goes on in what it was begun in.
  const isDue = (wholeState.read.done || own.phase === 'failed') && !find.isOpen;
  useRejoin(tail.reading, whole, isDue, feed, leaveTail);
  const toBeginning = (): void => (tail.reading === null ? listed.toBeginning() : leaveTail(TOP));
  const toEnd = (): void => {
    if (tail.reading !== null || state.read.done || find.isOpen) return listed.toEnd();
    void tail.show().then((isShown) => isShown || listed.toEnd());
  };
  /** To an entry of the whole. */
  const toEntry = (entry: number | null): void => {
    if (tail.reading === null) lead(entry, { focus: true });
    else if (entry !== null) leaveTail({ ...TOP, row: rowKey('entry', entry), past: 0 });
  };

  const wantsColumn = useView((view) => view.outline);
  const isRoomy = sizes !== null && sizes.room >= ROOMY_REM * sizes.rem;
  const [isPopoverOpen, setPopover] = useState(false);
  const toPrompt = (step: 1 | -1): void => {
    const entry = nearbyPrompt(reading.layout, rows, feed.current?.here() ?? 0, step);
    if (entry !== null) lead(entry, { focus: true });
  };
  const toTime = (time: number): void => {
    if (tail.reading === null) lead(entryAt(reading.layout, rows, time), { focus: true, mark: true });
    else toEntry(entryAt(whole.layout, listRows(whole.layout, WHOLE), time));
  };
  const close = (): boolean => {
    if (!find.isOpen) return false;
    find.close();
    feed.current?.focus();
    return true;
  };
  useLayoutEffect(() => {
    onKeys((event) =>
      pressInReader(event, {
        find: find.open,
        closeFind: close,
        match: (by) => {
          if (!find.isOpen) return false;
          find.go(by);
          return true;
        },
        prompt: toPrompt,
        step: (by) => feed.current?.step(by),
        beginning: toBeginning,
        end: toEnd,
        outline: () => (isRoomy ? setOutline(!wantsColumn) : setPopover(!isPopoverOpen)),
        copy: () => {
          const entry = reading.pages.get(feed.current?.focused() ?? -1);
          if (entry !== undefined) copyEntry(entry, context);
          return entry !== undefined;
        },
      }),
    );
    provideFind(() => {
      if (!frame.contains(document.activeElement)) return false;
      find.open();
      return true;
    });
  });
  useEffect(
    () => () => {
      onKeys(null);
      provideFind(null);
    },
    [onKeys],
  );

  const { facts } = state;
  const outline = {
    items: state.outline,
    top,
    span: facts?.startedAt == null || facts.endedAt === null ? null : ([facts.startedAt, facts.endedAt] as const),
    onChoose: toEntry,
    onTime: toTime,
  };
  return (
    <>
      <Bar
        session={session}
        state={state}
        scroller={scroller}
        outline={
          isRoomy ? (
            <IconButton
              label={t.reader.outline}
              icon={List}
              shortcut="O"
              aria-pressed={wantsColumn}
              onClick={() => setOutline(!wantsColumn)}
            />
          ) : (
            <OutlinePopover open={isPopoverOpen} onOpenChange={setPopover} {...outline} />
          )
        }
        find={
          find.isOpen ? (
            <FindBar
              state={find.state}
              isRead={state.read.done}
              field={find.field}
              onQuery={find.setQuery}
              onGo={find.go}
              onAgent={({ path }) => setTarget({ id: session.id, path, gone: 0, reveals: true })}
              onClose={close}
            />
          ) : null
        }
        onBeginning={toBeginning}
        onPrompt={toPrompt}
        onFind={find.open}
      />
      <div ref={box} className={styles['feed']}>
        {sizes !== null && (
          <Feed
            ref={feed}
            onList={setList}
            {...{ reading, state, listed, context, scroller, sizes, covered }}
            gap={tail.reading === null ? null : t.reader.stillReading(percentOf(wholeState.read))}
            onTop={top.set}
          />
        )}
        {rows.length === 0 && <p className={styles['none']}>{t.reader.emptyMetadata}</p>}
      </div>
      {isRoomy && wantsColumn && createPortal(<OutlineColumn {...outline} onOpenChange={setOutline} />, frame)}
    </>
  );
}

const WHOLE = { version: 0, metadata: false, openBranches: new Set<number>() };

/** The end of a conversation: what is said of all of it is said of the whole, which is not there yet. */
const ofTail = (tail: ReadingState, { read, outline, facts, leftOut }: ReadingState): ReadingState => ({
  ...tail,
  read: { ...read, done: false },
  outline,
  facts,
  leftOut,
});
