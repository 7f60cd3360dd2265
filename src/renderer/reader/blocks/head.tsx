import type { PromptEntry, ReplyEntry, ThinkingEntry, ToolEntry } from '../../../shared/reading.ts';
import { formatClock, formatExact, formatModel, t } from '../../strings/index.ts';
import styles from './entry.module.css';

const words = t.blocks;

/** Who speaks, how or as which model, and when. */
export function Head({ entry }: { entry: PromptEntry | ReplyEntry | ThinkingEntry | ToolEntry }) {
  const isPrompt = entry.kind === 'prompt';
  const about = isPrompt ? words.how[entry.how] : formatModel(entry.model);
  return (
    <header className={styles['head']} data-no-find>
      <h3 className={styles['who']}>{isPrompt ? words.you : words.claude}</h3>
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
