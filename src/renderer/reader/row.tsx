import { memo, useSyncExternalStore, type Ref } from 'react';
import { ChevronRight, Undo2 } from 'lucide-react';
import type { EntryKind } from '../../shared/reading.ts';
import { formatDate, formatExact, t } from '../strings/index.ts';
import { IconGlyph } from '../ui/index.ts';
import { EntryView } from './blocks/index.ts';
import type { EntryContext } from './context.ts';
import { useTurn } from './gate.ts';
import type { Reading } from './reading/reading.ts';
import { RowActions } from './row-actions.tsx';
import styles from './row.module.css';
import { branchOf, entryOf, kindOf, type RowKey } from './rows.ts';

interface RowProps {
  row: RowKey;
  /** Its place among the rows, and how many there are; -1 where that is not known yet. */
  index: number;
  count: number;
  /** How high it is, as far as is known: the place of its contents until they are there. */
  size: number;
  reading: Reading;
  context: EntryContext;
  /** The keyboard stands here. */
  isCurrent: boolean;
  /** Somebody was just led here. */
  isMarked: boolean;
  /** Claude's turn begins here: it says so. */
  isHead: boolean;
  /** Of an abandoned branch: it is unfolded. */
  isOpen: boolean;
  measure: Ref<HTMLElement>;
  onBranch: (from: number, open: boolean) => void;
  onFocus: (row: RowKey) => void;
}

/** One row: an entry, or a line above it. Its contents come when they are there. */
export const Row = memo(function Row(props: RowProps) {
  const { row, index, reading, measure } = props;
  const kind = kindOf(row);
  if (kind === 'day') {
    return (
      <div
        ref={measure as Ref<HTMLDivElement>}
        data-index={index}
        data-key={row}
        className={styles['row']}
        data-no-find
      >
        <div className={styles['column']}>
          <p className={styles['day']}>{formatDate(reading.layout.at(entryOf(row)))}</p>
        </div>
      </div>
    );
  }
  return kind === 'branch' ? <BranchRow {...props} /> : <EntryRow {...props} />;
});

function EntryRow({
  row,
  index,
  count,
  size,
  reading,
  context,
  isCurrent,
  isMarked,
  isHead,
  measure,
  onFocus,
}: RowProps) {
  const number = entryOf(row);
  const contents = useSyncExternalStore(reading.subscribePages, () => reading.pages.get(number));
  const entry = useTurn(row, contents !== undefined) ? contents : undefined;
  const at = reading.layout.at(number);
  const kind = reading.layout.kind(number);
  return (
    <article
      ref={measure}
      data-index={index}
      data-key={row}
      data-kind={kind}
      data-head={isHead || undefined}
      data-marked={isMarked || undefined}
      data-abandoned={branchOf(reading.layout.branches, number) !== undefined || undefined}
      className={styles['row']}
      aria-label={labelOf(kind, at)}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-busy={entry === undefined}
      tabIndex={isCurrent ? 0 : -1}
      style={entry === undefined ? { height: size } : undefined}
      onFocus={() => onFocus(row)}
    >
      <div className={styles['column']}>
        {entry === undefined ? (
          <Bare />
        ) : (
          <>
            <EntryView entry={entry} context={context} head={isHead} />
            <RowActions entry={entry} context={context} isCurrent={isCurrent} />
          </>
        )}
      </div>
    </article>
  );
}

const labelOf = (kind: EntryKind, at: number): string =>
  at === 0 ? t.reader.kinds[kind] : `${t.reader.kinds[kind]}, ${formatExact(at)}`;

/** The place of contents that are on their way. It does not blink: while somebody scrolls there are many. */
function Bare() {
  return (
    <div className={styles['bare']} aria-hidden>
      <span />
      <span />
      <span />
    </div>
  );
}

/** Where the person went back to an earlier message: what was said before that is folded. */
function BranchRow({ row, index, count, reading, isCurrent, isOpen, measure, onBranch, onFocus }: RowProps) {
  const from = entryOf(row);
  const branch = branchOf(reading.layout.branches, from);
  return (
    <article
      ref={measure}
      data-index={index}
      data-key={row}
      className={styles['row']}
      aria-label={t.reader.branch}
      aria-posinset={index + 1}
      aria-setsize={count}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onFocus(row)}
      data-no-find
    >
      <div className={styles['column']}>
        <button
          type="button"
          className={styles['branch']}
          aria-expanded={isOpen}
          onClick={() => onBranch(from, !isOpen)}
        >
          <IconGlyph icon={Undo2} size="s" />
          <span className={styles['branchWords']}>
            {branch === undefined ? t.reader.branch : t.reader.wentBack(branch.to - branch.from + 1)}
          </span>
          <span className={styles['chevron']} data-open={isOpen || undefined}>
            <IconGlyph icon={ChevronRight} size="s" />
          </span>
        </button>
      </div>
    </article>
  );
}
