import { Command, PanelLeft, RefreshCw, Settings } from 'lucide-react';
import { runCommand } from '../keyboard/commands.ts';
import { isNothingHere } from '../overview/facts.ts';
import { openSheet, showPane, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { IconButton } from '../ui/index.ts';
import { Account } from './account.tsx';
import { FilterField } from './filter-field.tsx';
import styles from './title-bar.module.css';
import { useWidth } from './use-width.ts';

export function TitleBar() {
  const width = useWidth();
  const pane = useStore((store) => store.pane);
  const refreshing = useStore((store) => store.refreshing);
  const isEmpty = useStore(({ live }) => live !== null && isNothingHere(live));
  return (
    <header className={styles['bar']}>
      <div className={styles['start']}>
        {width === 'narrow' ? (
          <IconButton
            label={t.frame.showNavigation}
            icon={PanelLeft}
            aria-expanded={pane === 'nav'}
            onClick={() => showPane(pane === 'nav' ? 'list' : 'nav')}
          />
        ) : (
          <span className={styles['name']}>{t.appName}</span>
        )}
      </div>
      {!isEmpty && <FilterField />}
      <div className={styles['end']}>
        <Account />
        <IconButton label={t.frame.refresh} icon={RefreshCw} busy={refreshing} onClick={() => runCommand('refresh')} />
        <IconButton
          label={t.frame.palette}
          icon={Command}
          shortcut="Mod+K"
          onClick={() => openSheet({ kind: 'palette' })}
        />
        <IconButton
          label={t.frame.settings}
          icon={Settings}
          shortcut="Mod+,"
          onClick={() => openSheet({ kind: 'settings' })}
        />
      </div>
    </header>
  );
}
