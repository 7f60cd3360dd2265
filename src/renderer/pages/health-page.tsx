import { RefreshCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Diagnosis } from '../../shared/model.ts';
import { Failure } from '../sheets/parts/failure.tsx';
import { useAnswer } from '../sheets/parts/use-answer.ts';
import { refresh, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, Skeleton } from '../ui/index.ts';
import { Accounts, Installations } from './health/claude-here.tsx';
import { Findings } from './health/findings.tsx';
import { Problems, Skipped, Unloadable } from './health/left-out.tsx';
import { Block, Page } from './page.tsx';
import styles from './health/health.module.css';

/** The chart's library is rarely needed. */
const SaveErrors = lazy(async () => ({ default: (await import('./health/save-errors.tsx')).SaveErrors }));

/** What the doctor says: findings first, what they rest on below. */
export function HealthPage() {
  const revision = useStore(({ live }) => live?.revision ?? null);
  const known = useStore(({ diagnosis }) => diagnosis);
  const [asked, again] = useAnswer('doctor', {}, revision);
  const [checking, setChecking] = useState(false);
  const diagnosis = asked.at === 'ready' ? asked.value : asked.at === 'loading' ? known : null;
  const check = (): void => {
    setChecking(true);
    void refresh().finally(() => {
      again();
      setChecking(false);
    });
  };
  const button = (
    <Button icon={RefreshCw} busy={checking} onClick={check}>
      {t.health.checkAgain}
    </Button>
  );
  return (
    <Page name={t.health.name} why={t.health.why} actions={button}>
      {asked.at === 'failed' && <Failure error={asked.error} />}
      {diagnosis === null ? asked.at === 'loading' && <Loading /> : <Report diagnosis={diagnosis} />}
    </Page>
  );
}

function Report({ diagnosis }: { diagnosis: Diagnosis }) {
  return (
    <>
      <Findings findings={diagnosis.findings} claudeRunning={diagnosis.claudeRunning} />
      {diagnosis.saveErrors.length > 0 && (
        <Block name={t.health.saveErrors} why={t.health.saveErrorsWhy}>
          <Suspense fallback={<div className={styles['chart']} />}>
            <SaveErrors errors={diagnosis.saveErrors} />
          </Suspense>
        </Block>
      )}
      <Installations roots={diagnosis.dataRoots} />
      <Accounts pairs={diagnosis.pairs} />
      <Problems problems={diagnosis.problems} />
      <Unloadable records={diagnosis.unloadable} />
      <Skipped />
    </>
  );
}

function Loading() {
  return (
    <div className={styles['loading']} role="status" aria-label={t.health.loading}>
      {['55%', '80%', '40%', '70%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}
