import { AppWindow, FlaskConical, FolderOpen, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ask } from '../api/index.ts';
import { Lantern } from '../mark/lantern.tsx';
import { useAsk } from '../shell/use-ask.ts';
import { setSettings, showPage, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, IconGlyph } from '../ui/index.ts';
import styles from './welcome.module.css';

const showSample = () => ask('sample.show', { on: true });
const addFolder = async () => setSettings(await ask('folder.add', { kind: 'any' }));

/** In place of everything else where there is nothing to show: what Ghostlight is, and what can be done here. */
export function Welcome() {
  const canAdd = useStore(({ live }) => live?.can.addFolder === true);
  const isElsewhere = useStore(({ live }) => live?.foreign === true);
  const sample = useAsk(showSample);
  const folder = useAsk(addFolder);
  return (
    <div className={styles['welcome']}>
      <div className={styles['column']}>
        <Lantern light="lit" size="4rem" />
        <h1 className={styles['title']}>{isElsewhere ? t.welcome.titleElsewhere : t.welcome.title}</h1>
        <p className={styles['what']}>{t.welcome.what}</p>
        <ul className={styles['ways']}>
          <Way icon={FlaskConical} title={t.welcome.sampleTitle} why={t.welcome.sampleWhy}>
            <Button busy={sample.busy} onClick={sample.run}>
              {t.overview.lookAtSample}
            </Button>
          </Way>
          {canAdd && (
            <Way icon={FolderOpen} title={t.welcome.folderTitle} why={t.welcome.folderWhy}>
              <Button busy={folder.busy} onClick={folder.run}>
                {t.overview.chooseFolder}
              </Button>
            </Way>
          )}
          <Way icon={AppWindow} title={t.welcome.laterTitle} why={t.welcome.laterWhy} />
        </ul>
        <Button tone="quiet" size="s" onClick={() => showPage('health')}>
          {t.welcome.looked}
        </Button>
      </div>
    </div>
  );
}

interface WayProps {
  icon: LucideIcon;
  title: string;
  why: string;
  children?: ReactNode;
}

function Way({ icon, title, why, children }: WayProps) {
  return (
    <li className={styles['way']}>
      <IconGlyph icon={icon} />
      <div className={styles['words']}>
        <h2>{title}</h2>
        <p>{why}</p>
      </div>
      {children}
    </li>
  );
}
