import type { PromptEntry, ReplyEntry, ThinkingEntry, ToolEntry } from '../../../shared/reading.ts';
import { formatClock, formatExact, formatModel, t } from '../../strings/index.ts';
import type { EntryContext } from '../context.ts';
import styles from './entry.module.css';

const words = t.blocks;

interface HeadProps {
  entry: PromptEntry | ReplyEntry | ThinkingEntry | ToolEntry;
  context: EntryContext;
}

/** Who speaks, how or as which model, and when. */
export function Head({ entry, context }: HeadProps) {
  const isPrompt = entry.kind === 'prompt';
  const about = isPrompt ? words.how[entry.how] : formatModel(entry.model);
  return (
    <header className={styles['head']} data-no-find>
      <h3 className={styles['who']}>{!isPrompt ? words.claude : context.isAgent ? words.toAgent : words.you}</h3>
      {about !== null && (
        <span className={styles['about']} title={isPrompt ? undefined : (entry.model ?? undefined)}>
          {about}
        </span>
      )}
      {entry.at !== null && <Time at={entry.at} />}
    </header>
  );
}

function Time({ at }: { at: number }) {
  return (
    <time className={styles['time']} dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {formatClock(at)}
    </time>
  );
}
