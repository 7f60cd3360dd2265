import { memo } from 'react';
import type { ReaderEntry } from '../../../shared/reading.ts';
import type { EntryContext } from '../context.ts';
import { Head } from './head.tsx';
import styles from './entry.module.css';
import { Attachment } from './kinds/attachment.tsx';
import { Compaction } from './kinds/compaction.tsx';
import { LeftOut } from './kinds/left-out.tsx';
import { Metadata } from './kinds/metadata.tsx';
import { Note } from './kinds/note.tsx';
import { Prompt } from './kinds/prompt.tsx';
import { Reply } from './kinds/reply.tsx';
import { Thinking } from './kinds/thinking.tsx';
import { ToolCall } from './tool/tool-view.tsx';

export interface EntryViewProps {
  entry: ReaderEntry;
  context: EntryContext;
  /** A line above that says it is Claude's, and by which model: where a turn of Claude begins. Prompts have theirs. */
  head?: boolean;
}

/** One entry of a conversation. It has no margins of its own: whoever places it says how far apart entries stand. */
export const EntryView = memo(function EntryView({ entry, context, head }: EntryViewProps) {
  const hasHead = 'opens' in entry && (head ?? entry.opens);
  return (
    <div className={styles['entry']}>
      {hasHead && <Head entry={entry} context={context} />}
      <Kind entry={entry} context={context} />
    </div>
  );
});

function Kind({ entry, context }: Pick<EntryViewProps, 'entry' | 'context'>) {
  switch (entry.kind) {
    case 'prompt':
      return <Prompt entry={entry} context={context} />;
    case 'reply':
      return <Reply entry={entry} context={context} />;
    case 'thinking':
      return <Thinking entry={entry} context={context} />;
    case 'tool':
      return <ToolCall entry={entry} context={context} />;
    case 'compaction':
      return <Compaction entry={entry} context={context} />;
    case 'note':
      return <Note entry={entry} context={context} />;
    case 'attachment':
      return <Attachment entry={entry} context={context} />;
    case 'metadata':
      return <Metadata entry={entry} context={context} />;
    case 'left-out':
      return <LeftOut entry={entry} context={context} />;
  }
}
