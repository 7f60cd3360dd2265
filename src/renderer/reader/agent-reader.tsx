import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { RotateCcw } from 'lucide-react';
import { t } from '../strings/index.ts';
import { Button, Skeleton } from '../ui/index.ts';
import styles from './agent-reader.module.css';
import { EntryView } from './blocks/index.ts';
import type { EntryContext } from './context.ts';
import { makeContext } from './make-context.tsx';
import { PAGE } from './reading/pages.ts';
import type { Reading, ReadingState } from './reading/reading.ts';
import { useReading } from './reading/registry.ts';
import { copyEntry, RowActions } from './row-actions.tsx';
import { beginsTurn, entryOf, indexOfRow, kindOf, listRows, rowKey, type RowKey } from './rows.ts';
import { stayAt } from './stay-at.ts';
import { useFollowTarget } from './use-follow-target.ts';
import { useMark } from './use-mark.ts';
import { pressInEntry } from './keys.ts';

const FIRST = 20;
const MORE = 100;

/** How much of each was unfolded, for when its row comes back. */
const shownOf = new WeakMap<Reading, number>();

const NONE: ReadonlySet<number> = new Set();
const subscribeToNothing = () => () => undefined;
const nothing = (): null => null;

interface AgentReaderProps {
  id: string;
  agent: string;
  /** Uuids of the calls that it stands under. */
  way: string;
}

/** A subagent's own conversation, in the flow under its call; more of it on demand. */
export function AgentReader({ id, agent, way }: AgentReaderProps) {
  const reading = useReading(id, agent);
  const state = useSyncExternalStore(reading?.subscribe ?? subscribeToNothing, reading?.state ?? nothing);
  return (
    <section className={styles['agent']} aria-label={t.reader.agent.name} data-no-find>
      {reading === null || state === null || state.phase === 'opening' ? (
        <div className={styles['waiting']} role="status" aria-label={t.common.loading}>
          <Skeleton width="70%" />
          <Skeleton width="45%" />
        </div>
      ) : state.error !== null ? (
        <p className={styles['words']}>
          {t.reader.agent.failed} {state.error.message}
          <Button size="s" icon={RotateCcw} onClick={() => void reading.open()}>
            {t.reader.tryAgain}
          </Button>
        </p>
      ) : (
        <Entries reading={reading} state={state} way={way} />
      )}
    </section>
  );
}

function Entries({ reading, state, way }: { reading: Reading; state: ReadingState; way: string }) {
  const version = state.layoutVersion;
  const context = useMemo(() => makeContext(reading, way), [reading, way]);
  const [mark, setMark] = useMark();
  const [shown, setShown] = useState(() => shownOf.get(reading) ?? FIRST);
  const rows = useMemo(
    () =>
      listRows(reading.layout, { version, metadata: false, openBranches: NONE }).filter(
        (row) => kindOf(row) === 'entry',
      ),
    [reading, version],
  );
  useFollowTarget(reading, state, way, (entry, { mark: marking }) => {
    const index = indexOfRow(rows, rowKey('entry', entry));
    setShown(Math.max(shown, index + 1));
    if (marking === true && rows[index] !== undefined) setMark(rows[index]);
  });
  const listed = rows.slice(0, shown);
  useLayoutEffect(() => {
    shownOf.set(reading, shown);
    reading.pages.want([...new Set(Array.from(listed, (row) => Math.floor(entryOf(row) / PAGE)))]);
  });
  if (rows.length === 0) return <p className={styles['words']}>{t.reader.agent.empty}</p>;
  return (
    <>
      {Array.from(listed, (row, index) => (
        <Entry
          key={row}
          row={row}
          isHead={beginsTurn(reading.layout, rows, index)}
          isMarked={row === mark}
          reading={reading}
          context={context}
        />
      ))}
      {rows.length > shown && (
        <p className={styles['words']}>
          <Button size="s" onClick={() => setShown(shown + MORE)}>
            {t.reader.agent.more(Math.min(MORE, rows.length - shown))}
          </Button>
          {t.reader.agent.of(shown, rows.length)}
        </p>
      )}
    </>
  );
}

interface EntryProps {
  row: RowKey;
  isHead: boolean;
  /** Somebody was just led here. */
  isMarked: boolean;
  reading: Reading;
  context: EntryContext;
}

function Entry({ row, isHead, isMarked, reading, context }: EntryProps) {
  const number = entryOf(row);
  const entry = useSyncExternalStore(reading.subscribePages, () => reading.pages.get(number));
  const box = useRef<HTMLDivElement>(null);
  const isThere = entry !== undefined;
  useEffect(() => {
    return isMarked && isThere && box.current !== null ? stayAt(box.current) : undefined;
  }, [isMarked, isThere]);
  const press = (event: KeyboardEvent): void => {
    if (entry !== undefined && pressInEntry(event, () => copyEntry(entry, context))) event.preventDefault();
  };
  return (
    <div
      ref={box}
      className={styles['entry']}
      data-agent-entry
      data-kind={reading.layout.kind(number)}
      data-head={isHead || undefined}
      data-marked={isMarked || undefined}
      tabIndex={-1}
      onKeyDown={press}
    >
      {entry === undefined ? (
        <Skeleton width="60%" />
      ) : (
        <>
          <EntryView entry={entry} context={context} head={isHead} />
          <RowActions entry={entry} context={context} isCurrent />
        </>
      )}
    </div>
  );
}
