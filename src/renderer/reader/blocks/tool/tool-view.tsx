import { ChevronRight } from 'lucide-react';
import type { ToolEntry } from '../../../../shared/reading.ts';
import { formatCount, formatDuration, t } from '../../../strings/index.ts';
import { IconGlyph, Tooltip } from '../../../ui/index.ts';
import { useOpen, type EntryContext } from '../../context.ts';
import { MediaList } from '../media/media-list.tsx';
import { Body } from './body.tsx';
import { Details } from './details.tsx';
import { STATUS_ICONS, summaryOf, type Summary } from './summary.ts';
import styles from './tool-view.module.css';

const words = t.blocks;

interface ToolProps {
  entry: ToolEntry;
  context: EntryContext;
}

/** What reads like a part of the conversation stands open: what the person was asked, and the plan they were shown. */
const OPEN_AT_FIRST: ReadonlySet<ToolEntry['view']['is']> = new Set(['questions', 'plan']);

/** A tool call: one quiet line that opens to what was done. */
export function ToolCall({ entry, context }: ToolProps) {
  const [isOpen, setOpen] = useOpen(context, `${entry.entry}:tool`, OPEN_AT_FIRST.has(entry.view.is));
  const summary = summaryOf(entry);
  return (
    <div className={styles['tool']} data-open={isOpen || undefined}>
      <Line summary={summary} entry={entry} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      {isOpen && (
        <div className={styles['content']}>
          <Body entry={entry} context={context} />
          <Details entry={entry} context={context} />
        </div>
      )}
      {entry.media.length > 0 && (
        <div className={styles['media']}>
          <MediaList context={context} media={entry.media} />
        </div>
      )}
    </div>
  );
}

interface LineProps {
  summary: Summary;
  entry: ToolEntry;
  isOpen: boolean;
  onToggle: () => void;
}

function Line({ summary, entry, isOpen, onToggle }: LineProps) {
  const { icon, verb, about, isCode, hint, facts } = summary;
  const button = (
    <button type="button" className={styles['line']} aria-expanded={isOpen} onClick={onToggle}>
      <span className={styles['icon']}>
        <IconGlyph icon={icon} size="s" />
      </span>
      <span className={styles['verb']} data-no-find>
        {verb}
      </span>
      {about !== '' && (
        <span className={styles['about']} data-code={isCode || undefined} data-no-find>
          {about}
        </span>
      )}
      <span className={styles['facts']} data-no-find>
        <Changes entry={entry} />
        {facts.map((fact) => (
          <span key={fact} className={styles['fact']}>
            {fact}
          </span>
        ))}
        {entry.durationMs !== null && entry.durationMs >= 1000 && (
          <span className={styles['fact']}>{formatDuration(entry.durationMs)}</span>
        )}
        <Status status={entry.status} />
      </span>
      <span className={styles['chevron']}>
        <IconGlyph icon={ChevronRight} size="s" />
      </span>
    </button>
  );
  return hint === null ? button : <Tooltip label={<span className={styles['hint']}>{hint}</span>}>{button}</Tooltip>;
}

function Changes({ entry: { view } }: { entry: ToolEntry }) {
  if (view.is !== 'edit' || view.added + view.removed === 0) return null;
  return (
    <span className={styles['changes']}>
      {view.added > 0 && (
        <span role="img" aria-label={words.added(view.added)}>
          +{formatCount(view.added)}
        </span>
      )}
      {view.removed > 0 && (
        <span role="img" aria-label={words.removed(view.removed)}>
          −{formatCount(view.removed)}
        </span>
      )}
    </span>
  );
}

function Status({ status }: Pick<ToolEntry, 'status'>) {
  return (
    <span className={styles['status']} data-status={status}>
      <IconGlyph icon={STATUS_ICONS[status]} size="s" />
      <span className={status === 'done' ? styles['hidden'] : undefined}>{words.statuses[status]}</span>
    </span>
  );
}
