import { useId, useState, type ReactNode } from 'react';
import { ChevronDown } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import { RovingFocus } from 'radix-ui/internal';
import { formatCount, t } from '../../strings/index.ts';
import { Button, IconGlyph } from '../../ui/index.ts';
import styles from './receipt-rows.module.css';

export interface ReceiptRow {
  /** Its key among the rows of the group. */
  id: string;
  title: string;
  /** The quiet line under the title: project and date, or a reason. */
  about: ReactNode;
  /** Files, ids and JSON; made only once it is opened. */
  details: () => ReactNode;
}

/** The groups of a receipt: one stop for Tab, however many rows they have; the arrow keys go through these. */
export function ReceiptGroups({ children }: { children: ReactNode }) {
  return <RovingFocus.Root orientation="vertical">{children}</RovingFocus.Root>;
}

interface ReceiptGroupProps {
  name: string;
  hint?: string;
  rows: readonly ReceiptRow[];
}

/** So many of a group are shown at first; a receipt that goes on for pages is read by nobody. */
const FIRST = 6;
/** And so many more at a press: rows are cheap, but ten thousand at once are not. */
const STEP = 500;

/** One group of a receipt: a name, how many, and a row for each. */
export function ReceiptGroup({ name, hint, rows }: ReceiptGroupProps) {
  const heading = useId();
  const [shown, setShown] = useState(rows.length <= FIRST + 2 ? rows.length : FIRST);
  const left = rows.length - shown;
  return (
    <section className={styles['group']} aria-labelledby={heading}>
      <div className={styles['head']}>
        <h3 id={heading} className={styles['name']}>
          {name}
        </h3>
        <span className={styles['leader']} aria-hidden />
        <span className={styles['count']}>{formatCount(rows.length)}</span>
      </div>
      {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
      <ul aria-label={t.restore.rows(name)}>
        {rows.slice(0, shown).map((row) => (
          <Row key={row.id} {...row} />
        ))}
      </ul>
      {left > 0 && (
        <div className={styles['more']}>
          <RovingFocus.Item asChild>
            <Button tone="quiet" size="s" onClick={() => setShown(shown + STEP)}>
              {t.restore.more(Math.min(left, STEP))}
            </Button>
          </RovingFocus.Item>
        </div>
      )}
    </section>
  );
}

function Row({ title, about, details }: ReceiptRow) {
  return (
    <Collapsible.Root asChild>
      <li className={styles['row']}>
        <div className={styles['line']}>
          <div className={styles['words']}>
            <p className={styles['title']} title={title}>
              {title}
            </p>
            <p className={styles['about']}>{about}</p>
          </div>
          <RovingFocus.Item asChild>
            <Collapsible.Trigger className={styles['trigger']} aria-label={t.restore.detailsOf(title)}>
              {t.common.details}
              <span className={styles['chevron']}>
                <IconGlyph icon={ChevronDown} size="s" />
              </span>
            </Collapsible.Trigger>
          </RovingFocus.Item>
        </div>
        <Collapsible.Content>
          <div className={styles['details']}>
            <Later>{details}</Later>
          </div>
        </Collapsible.Content>
      </li>
    </Collapsible.Root>
  );
}

/** Its children are made when it is on screen, not when its parent is. */
const Later = ({ children }: { children: () => ReactNode }): ReactNode => children();

interface FactProps {
  label: string;
  /** An id or a path: selectable, in the monospaced face, wraps anywhere. */
  children: string;
}

export function Fact({ label, children }: FactProps) {
  return (
    <div className={styles['fact']}>
      <span className={styles['label']}>{label}</span>
      <code className={styles['code']}>{children}</code>
    </div>
  );
}

export function Json({ label, value }: { label: string; value: unknown }) {
  return (
    <div className={styles['fact']}>
      <span className={styles['label']}>{label}</span>
      {/* Can be scrolled, so the keyboard has to reach it. */}
      <pre className={styles['json']} tabIndex={0} aria-label={label}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}
