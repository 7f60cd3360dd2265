import { useState } from 'react';
import { CircleUser, Command, Ellipsis, PanelLeft, RefreshCw, Settings } from 'lucide-react';
import { runCommand } from '../keyboard/commands.ts';
import { isNothingHere } from '../overview/facts.ts';
import { openSheet, showPane, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { IconButton, Menu, MenuItem } from '../ui/index.ts';
import { Account, nameOf } from './account.tsx';
import { FilterField } from './filter-field.tsx';
import styles from './title-bar.module.css';
import { useIsTiny, useWidth } from './use-width.ts';

export function TitleBar() {
  const width = useWidth();
  const isTiny = useIsTiny();
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
        {isTiny ? (
          <More />
        ) : (
          <>
            <Account />
            <IconButton
              label={t.frame.refresh}
              icon={RefreshCw}
              busy={refreshing}
              onClick={() => runCommand('refresh')}
            />
            <IconButton
              label={t.frame.palette}
              icon={Command}
              shortcut="Mod+K"
              onClick={() => openSheet({ kind: 'palette' })}
            />
          </>
        )}
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

/** What has no room beside the filter on a very narrow window. */
function More() {
  const live = useStore((store) => store.live);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Account opened={{ isOpen, onChange: setOpen }} />
      <Menu align="end" label={t.frame.more} trigger={<IconButton label={t.frame.more} icon={Ellipsis} />}>
        {live !== null && live.dataRoots.length > 0 && (
          <MenuItem icon={CircleUser} hint={nameOf(live)} onSelect={() => requestAnimationFrame(() => setOpen(true))}>
            {t.frame.account}
          </MenuItem>
        )}
        <MenuItem icon={RefreshCw} shortcut="Mod+R" onSelect={() => runCommand('refresh')}>
          {t.frame.refresh}
        </MenuItem>
        <MenuItem icon={Command} shortcut="Mod+K" onSelect={() => openSheet({ kind: 'palette' })}>
          {t.frame.palette}
        </MenuItem>
      </Menu>
    </>
  );
}
