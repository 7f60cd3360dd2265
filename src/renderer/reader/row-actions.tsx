import { Copy, Ellipsis, Link } from 'lucide-react';
import { toast } from 'sonner';
import type { ReaderEntry } from '../../shared/reading.ts';
import { toAskError } from '../api/index.ts';
import { t } from '../strings/index.ts';
import { IconGlyph, Menu, MenuItem } from '../ui/index.ts';
import type { EntryContext } from './context.ts';
import { entryText } from './entry-text.ts';
import styles from './row.module.css';

interface RowActionsProps {
  entry: ReaderEntry;
  context: EntryContext;
  /** Only then the tab key stops here: there are many rows. */
  isCurrent: boolean;
}

/** What can be done with one message: beside it, in sight where the pointer or the keyboard is. */
export function RowActions({ entry, context, isCurrent }: RowActionsProps) {
  return (
    <div className={styles['actions']} data-actions data-no-find>
      <Menu
        align="end"
        label={t.reader.actions}
        trigger={
          <button
            type="button"
            className={styles['action']}
            aria-label={t.reader.actions}
            title={t.reader.actions}
            tabIndex={isCurrent ? 0 : -1}
          >
            <IconGlyph icon={Ellipsis} size="s" />
          </button>
        }
      >
        <MenuItem icon={Copy} shortcut="C" onSelect={() => copyEntry(entry, context)}>
          {t.reader.copy}
        </MenuItem>
        {entry.uuid !== null && (
          <MenuItem icon={Link} onSelect={() => context.copyLink(entry)}>
            {t.reader.copyLink}
          </MenuItem>
        )}
      </Menu>
    </div>
  );
}

/** All of its text, what was cut included. */
export function copyEntry(entry: ReaderEntry, context: EntryContext): void {
  entryText(entry, context.readPart).then(context.copy, (error: unknown) => toast.error(toAskError(error).message));
}
