import { FileDown, X } from 'lucide-react';
import { useMemo } from 'react';
import { dropTicks, openSheet, reviewRestore, useStore } from '../store/index.ts';
import { formatSize, t } from '../strings/index.ts';
import { Button, IconButton } from '../ui/index.ts';
import type { ListGroup } from './arrange.ts';
import styles from './selection-bar.module.css';

/** What is ticked, how large it is, and what can be done with it. */
export function SelectionBar({ groups }: { groups: readonly ListGroup[] }) {
  const ticked = useStore(({ selection }) => selection.ticked);
  const sessions = useStore(({ live }) => live?.sessions);
  const chosen = useMemo(
    () => [...ticked].map((id) => sessions?.get(id)).filter((session) => session !== undefined),
    [ticked, sessions],
  );
  const shown = useMemo(() => new Set(groups.flatMap((group) => group.sessions.map(({ id }) => id))), [groups]);
  if (chosen.length === 0) return null;
  const bytes = chosen.reduce((sum, session) => sum + session.bytes, 0);
  const hidden = chosen.filter(({ id }) => !shown.has(id)).length;
  const readable = chosen.filter(({ hasTranscript }) => hasTranscript);
  const restorable = chosen.filter((session) => session.restorable);
  return (
    <footer className={styles['bar']}>
      <IconButton label={t.list.clear} icon={X} shortcut="Esc" side="top" onClick={dropTicks} />
      <p className={styles['words']} role="status">
        {t.list.selected(chosen.length, formatSize(bytes))}
        {hidden > 0 && <span className={styles['note']}>{t.list.hidden(hidden)}</span>}
        {restorable.length < chosen.length && (
          <span className={styles['note']}>
            {restorable.length === 0 ? t.list.noneRestorable : t.list.someRestorable(restorable.length, chosen.length)}
          </span>
        )}
      </p>
      {readable.length > 0 && (
        <IconButton
          label={t.export.openThese(readable.length)}
          icon={FileDown}
          side="top"
          onClick={() => openSheet({ kind: 'export', ids: readable.map(({ id }) => id) })}
        />
      )}
      <Button tone="soft" disabled={restorable.length === 0} onClick={() => reviewRestore(restorable)}>
        {t.list.restore(restorable.length)}
      </Button>
    </footer>
  );
}
