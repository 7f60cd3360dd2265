import { useState } from 'react';
import { Folder, FolderPlus, X } from 'lucide-react';
import type { Settings } from '../../shared/contract.ts';
import { ask, toAskError } from '../api/index.ts';
import { setSettings } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, IconButton, IconGlyph, Menu, MenuItem } from '../ui/index.ts';
import { Section } from './settings-section.tsx';
import { sayDone, sayFailure } from './toasts.ts';
import styles from './settings-sheet.module.css';

type Folders = Settings['folders'];
type Kind = Folders[number]['kind'];

const KINDS: readonly Kind[] = ['home', 'data-root', 'config-dir'];

/** Folders that the person added to those that Ghostlight finds by itself. */
export function FolderSettings({ folders, canAdd }: { folders: Folders; canAdd: boolean }) {
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<Settings>, done?: string): void => {
    setBusy(true);
    work()
      .then(
        (settings) => {
          setSettings(settings);
          if (done !== undefined) sayDone(done);
        },
        (error: unknown) => sayFailure(toAskError(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Section name={t.settings.folders}>
      <p className={styles['quiet']}>{canAdd ? t.settings.foldersWhy : t.settings.cannotAdd}</p>
      {folders.length > 0 && (
        <ul className={styles['folders']}>
          {folders.map(({ kind, path }, index) => (
            <li key={`${kind} ${path}`} className={styles['folder']}>
              <IconGlyph icon={Folder} />
              <span className={styles['words']}>
                <span className={styles['path']}>{path}</span>
                <span className={styles['quiet']}>{t.settings.folderKinds[kind][0]}</span>
              </span>
              {canAdd && (
                <IconButton
                  label={t.settings.remove(path)}
                  icon={X}
                  disabled={busy}
                  onClick={() => run(() => ask('folder.remove', { index }), t.settings.removed)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {canAdd && (
        <div>
          <Menu
            label={t.settings.add}
            trigger={
              <Button icon={FolderPlus} busy={busy}>
                {t.settings.add}
              </Button>
            }
          >
            {KINDS.map((kind) => (
              <MenuItem
                key={kind}
                icon={Folder}
                hint={t.settings.folderKinds[kind][1]}
                onSelect={() => run(() => ask('folder.add', { kind }))}
              >
                {t.settings.folderKinds[kind][0]}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
    </Section>
  );
}
