import { FlaskConical, FolderOpen, Undo2 } from 'lucide-react';
import { ask } from '../api/index.ts';
import { useAsk } from '../shell/use-ask.ts';
import { focusList } from '../shell/focus.ts';
import { openSheet, refresh, reviewGhosts, reviewRestore, setSettings, showPage, type Live } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button } from '../ui/index.ts';
import type { Overview } from './facts.ts';
import styles from './overview.module.css';

/** What can be pressed about it: only what helps. */
export function Actions({ facts, live }: { facts: Overview; live: Live }) {
  switch (facts.kind) {
    case 'missing':
      return <Restore missing={facts.restorable} sample={facts.sample !== null} />;
    case 'doubt-account':
      return facts.restorable > 0 ? <Restore missing={facts.restorable} doubt /> : <ShowHealth />;
    case 'doubt-root':
    case 'unreadable':
    case 'display-fault':
    case 'gone':
    case 'recurring':
      return <ShowHealth />;
    case 'waiting':
    case 'taken':
      return <TakeBack facts={facts} />;
    case 'failed':
      return <TryAgain />;
    case 'nothing-here':
    case 'no-profile':
      return <Elsewhere canAdd={live.can.addFolder} sample={live.sample} />;
    case 'reading':
    case 'fine':
      return null;
  }
}

/** The keyboard goes along, once the list is there. */
function review(): void {
  reviewGhosts();
  requestAnimationFrame(focusList);
}

interface RestoreProps {
  missing: number;
  doubt?: boolean;
  sample?: boolean;
}

function Restore({ missing, doubt = false, sample = false }: RestoreProps) {
  if (missing === 0) return <ShowHealth />;
  return (
    <>
      <Button tone="quiet" size="l" onClick={review}>
        {t.overview.review}
      </Button>
      <Button tone="lamp" size="l" onClick={() => reviewRestore(null)}>
        {doubt ? t.overview.chooseAccount : sample ? t.overview.tryOnSample : t.overview.restoreAll(missing)}
      </Button>
      <p className={styles['undoable']}>{t.overview.undoable}</p>
    </>
  );
}

function ShowHealth() {
  return <Button onClick={() => showPage('health')}>{t.overview.showHealth}</Button>;
}

/** The way back stays in sight for as long as there is one. */
function TakeBack({ facts: { restore, recurring } }: { facts: Extract<Overview, { kind: 'waiting' | 'taken' }> }) {
  return (
    <>
      {recurring !== null && <ShowHealth />}
      <Button icon={Undo2} onClick={() => openSheet({ kind: 'undo', receipt: restore.receipt })}>
        {t.overview.undo}
      </Button>
    </>
  );
}

function TryAgain() {
  const again = useAsk(refresh);
  return (
    <Button busy={again.busy} onClick={again.run}>
      {t.common.tryAgain}
    </Button>
  );
}

function Elsewhere({ canAdd, sample }: { canAdd: boolean; sample: boolean }) {
  const look = useAsk(() => ask('sample.show', { on: true }));
  const add = useAsk(async () => setSettings(await ask('folder.add', { kind: 'any' })));
  return (
    <>
      {canAdd && (
        <Button icon={FolderOpen} busy={add.busy} onClick={add.run}>
          {t.overview.chooseFolder}
        </Button>
      )}
      {!sample && (
        <Button icon={FlaskConical} busy={look.busy} onClick={look.run}>
          {t.overview.lookAtSample}
        </Button>
      )}
    </>
  );
}
