import { CircleCheck, Info, Lamp } from 'lucide-react';
import { useState } from 'react';
import type { Finding, FindingAction } from '../../../shared/model.ts';
import { ask, toAskError } from '../../api/index.ts';
import { sayFailure } from '../../sheets/toasts.ts';
import { reviewRestore, setSettings, showPlace, useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Badge, Button, type Icon } from '../../ui/index.ts';
import styles from './health.module.css';

const ICONS: Readonly<Record<Finding['level'], Icon>> = { good: CircleCheck, note: Info, act: Lamp };
const TONES = { good: 'calm', note: 'plain', act: 'lamp' } as const;

interface FindingsProps {
  findings: readonly Finding[];
  claudeRunning: boolean | null;
}

/** What was found, in the doctor's order, with what to do about each. */
export function Findings({ findings, claudeRunning }: FindingsProps) {
  const { claude } = t.health;
  return (
    <section aria-label={t.health.findings}>
      <ul className={styles['findings']}>
        {findings.map((finding) => (
          <li key={finding.what} className={styles['finding']} data-level={finding.level}>
            <FindingWords finding={finding} />
          </li>
        ))}
      </ul>
      <p className={styles['running']}>
        {claudeRunning === null ? claude.unknown : claudeRunning ? claude.running : claude.closed}.
      </p>
    </section>
  );
}

function FindingWords({ finding }: { finding: Finding }) {
  const { level, what, next, action } = finding;
  return (
    <>
      <Badge icon={ICONS[level]} tone={TONES[level]}>
        {t.health.levels[level]}
      </Badge>
      <div className={styles['words']}>
        <p className={styles['what']}>{what}</p>
        {next !== null && <p className={styles['next']}>{next}</p>}
        {action !== null && <ActionButton action={action} />}
      </div>
    </>
  );
}

/** What the window has for it; nothing where it has no way. */
function ActionButton({ action }: { action: FindingAction }) {
  const canAdd = useStore(({ live }) => live?.can.addFolder === true);
  const [busy, setBusy] = useState(false);
  switch (action) {
    case 'restore':
      return <Button onClick={() => reviewRestore(null)}>{t.health.review}</Button>;
    case 'choose-account':
      return <Button onClick={() => reviewRestore(null)}>{t.health.chooseAccount}</Button>;
    case 'show-outside':
      return <Button onClick={() => showPlace('terminal')}>{t.health.showTerminal}</Button>;
    // Claude settles it at its next start; adding a folder would only add to the doubt.
    case 'choose-installation':
      return null;
    case 'choose-data-root':
    case 'choose-config-dir': {
      if (!canAdd) return null;
      const add = (): void => {
        setBusy(true);
        ask('folder.add', { kind: action === 'choose-data-root' ? 'data-root' : 'config-dir' })
          .then(setSettings, (error: unknown) => sayFailure(toAskError(error)))
          .finally(() => setBusy(false));
      };
      return (
        <Button busy={busy} onClick={add}>
          {t.health.chooseFolder}
        </Button>
      );
    }
  }
}
