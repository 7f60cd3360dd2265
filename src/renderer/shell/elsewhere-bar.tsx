import { FlaskConical, HardDrive } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Settings } from '../../shared/contract.ts';
import { ask } from '../api/index.ts';
import { setSettings, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, IconGlyph, type Icon } from '../ui/index.ts';
import { useAsk } from './use-ask.ts';
import styles from './elsewhere-bar.module.css';

/** Says without pause that what is shown is not this computer's: the sample, or another home. */
export function ElsewhereBar() {
  const sample = useStore(({ live }) => live?.sample === true);
  const home = useStore(({ live }) => (live?.foreign === true ? live.home : null));
  if (sample) return <SampleBar />;
  return home === null ? null : <HomeBar home={home} />;
}

const leaveSample = () => ask('sample.show', { on: false });

function SampleBar() {
  const leave = useAsk(leaveSample);
  return (
    <Bar icon={FlaskConical} what={t.frame.sample}>
      <Leave {...leave} />
    </Bar>
  );
}

/** A home of the command line stays for as long as Ghostlight runs; one that was added can be removed. */
function HomeBar({ home }: { home: string }) {
  const isAdded = useStore(
    ({ settings, live }) => live?.can.addFolder === true && homesOf(settings).some(({ path }) => path === home),
  );
  const leave = useAsk(removeHomes);
  return (
    <Bar icon={HardDrive} what={t.frame.otherHome(home)}>
      {isAdded && <Leave {...leave} />}
    </Bar>
  );
}

const homesOf = (settings: Settings | null): Settings['folders'] =>
  settings?.folders.filter(({ kind }) => kind === 'home') ?? [];

/** All of them: behind the one that is shown there may be another. */
async function removeHomes(): Promise<void> {
  let settings = await ask('settings.get', {});
  while (homesOf(settings).length > 0) {
    settings = await ask('folder.remove', { index: settings.folders.findIndex(({ kind }) => kind === 'home') });
    setSettings(settings);
  }
}

function Leave({ busy, run }: ReturnType<typeof useAsk>) {
  return (
    <Button tone="quiet" size="s" busy={busy} onClick={run}>
      {t.frame.leaveElsewhere}
    </Button>
  );
}

function Bar({ icon, what, children }: { icon: Icon; what: string; children: ReactNode }) {
  return (
    <div className={styles['bar']} role="note">
      <IconGlyph icon={icon} size="s" />
      <strong>{what}</strong>
      {children}
    </div>
  );
}
