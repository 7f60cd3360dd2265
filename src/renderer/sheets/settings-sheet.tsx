import { useState } from 'react';
import { Monitor, Moon, Sun } from 'lucide-react';
import { textSizes, themes, type Request, type Settings } from '../../shared/contract.ts';
import { ask, toAskError } from '../api/index.ts';
import { closeSheet, setSettings, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Checkbox, Dialog, Segmented, Skeleton } from '../ui/index.ts';
import { FolderSettings } from './folder-settings.tsx';
import { Section } from './settings-section.tsx';
import { sayFailure } from './toasts.ts';
import styles from './settings-sheet.module.css';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

/** What the person can set. Each change is kept at once. */
export function SettingsSheet() {
  const open = useStore(({ sheet }) => sheet?.kind === 'settings');
  if (!open) return null;
  return (
    <Dialog open onClose={closeSheet} title={t.settings.name}>
      <Sections />
    </Dialog>
  );
}

function Sections() {
  const settings = useStore((store) => store.settings);
  const can = useStore(({ live }) => live?.can ?? null);
  if (settings === null) return <Loading />;
  return (
    <div className={styles['sections']}>
      <Appearance settings={settings} />
      <FolderSettings folders={settings.folders} canAdd={can?.addFolder === true} />
      {can?.tray === true && (
        <Section name={t.settings.background}>
          <Checkbox
            checked={settings.tray}
            onChange={(tray) => change({ tray })}
            label={t.settings.tray}
            hint={t.settings.trayWhy}
          />
        </Section>
      )}
      <Sample />
      <About />
    </div>
  );
}

/** Shown at once, kept by the engine; where that fails, it says so and stands as it was. */
function change(wanted: Request<'settings.set'>): void {
  ask('settings.set', wanted).then(setSettings, (error: unknown) => sayFailure(toAskError(error)));
}

function Appearance({ settings: { theme, textSize } }: { settings: Settings }) {
  return (
    <Section name={t.settings.appearance}>
      <div className={styles['choice']}>
        <span>{t.settings.theme}</span>
        <Segmented
          label={t.settings.theme}
          value={theme}
          options={themes.map((value) => ({ value, label: t.settings.themes[value], icon: THEME_ICONS[value] }))}
          onChange={(value) => change({ theme: value })}
        />
      </div>
      <div className={styles['choice']}>
        <span>{t.settings.textSize}</span>
        <Segmented
          label={t.settings.textSize}
          value={textSize}
          options={textSizes.map((value) => ({ value, label: t.settings.textSizes[value] }))}
          onChange={(value) => change({ textSize: value })}
        />
      </div>
    </Section>
  );
}

function Sample() {
  const on = useStore(({ live }) => live?.sample === true);
  const [busy, setBusy] = useState(false);
  const show = (next: boolean): void => {
    setBusy(true);
    ask('sample.show', { on: next })
      .catch((error: unknown) => sayFailure(toAskError(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Section name={t.settings.sample}>
      <Checkbox checked={on} onChange={show} disabled={busy} label={t.settings.sampleOn} hint={t.settings.sampleWhy} />
    </Section>
  );
}

function About() {
  const version = useStore(({ live }) => live?.version ?? '');
  return (
    <Section name={t.settings.about}>
      <p className={styles['version']}>{t.settings.version(version)}</p>
      <p className={styles['quiet']}>{t.settings.promise}</p>
      <p className={styles['quiet']}>{t.settings.license}</p>
    </Section>
  );
}

function Loading() {
  return (
    <div className={styles['sections']} role="status" aria-label={t.settings.loading}>
      {[1, 2, 3].map((i) => (
        <div key={i} className={styles['section']}>
          <Skeleton width="20%" />
          <Skeleton width="90%" />
          <Skeleton width="70%" />
        </div>
      ))}
    </div>
  );
}
