import { Copy, Link } from 'lucide-react';
import { toast } from 'sonner';
import type { ReaderEntry } from '../../shared/reading.ts';
import { toAskError } from '../api/index.ts';
import { t } from '../strings/index.ts';
import { IconButton } from '../ui/index.ts';
import type { EntryContext } from './context.ts';
import { entryText } from './entry-text.ts';
import styles from './row.module.css';

interface RowActionsProps {
  entry: ReaderEntry;
  context: EntryContext;
  /** Only then the tab key stops here: there are many rows. */
  isCurrent: boolean;
}

/** What can be done with one message; in sight where the pointer or the keyboard is. */
export function RowActions({ entry, context, isCurrent }: RowActionsProps) {
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <div className={styles['actions']} data-no-find>
      <IconButton
        label={t.reader.copy}
        shortcut="C"
        icon={Copy}
        tabIndex={tabIndex}
        onClick={() => copyEntry(entry, context)}
      />
      {entry.uuid !== null && (
        <IconButton label={t.reader.copyLink} icon={Link} tabIndex={tabIndex} onClick={() => context.copyLink(entry)} />
      )}
    </div>
  );
}

/** All of its text, what was cut included. */
export function copyEntry(entry: ReaderEntry, context: EntryContext): void {
  entryText(entry, context.readPart).then(context.copy, (error: unknown) => toast.error(toAskError(error).message));
}
