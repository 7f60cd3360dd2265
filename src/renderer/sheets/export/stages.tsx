import type { ReactNode } from 'react';
import { CircleAlert, FolderOpen } from 'lucide-react';
import { ask, toAskError } from '../../api/index.ts';
import { closeSheet, useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Button, Callout, Progress, StatusText } from '../../ui/index.ts';
import { sayFailure } from '../toasts.ts';
import { Choice } from './choice.tsx';
import { Result } from './result.tsx';
import type { Exporting, Step } from './use-export.ts';
import styles from './export.module.css';

interface Stage {
  body: ReactNode;
  footer?: ReactNode;
  footerStart?: ReactNode;
}

const words = t.export;

/** What the sheet shows at each step. */
export function stageOf(exporting: Exporting): Stage {
  const { step } = exporting;
  switch (step.at) {
    case 'choice':
      return choiceStage(exporting);
    case 'running':
      return runningStage(exporting, step);
    case 'done':
      return doneStage(exporting, step);
    case 'failed':
      return failedStage(exporting, step);
  }
}

type At<K extends Step['at']> = Extract<Step, { at: K }>;

function choiceStage(exporting: Exporting): Stage {
  const { ids, run } = exporting;
  return {
    body: <Choice exporting={exporting} />,
    footer: (
      <>
        <Button onClick={closeSheet}>{t.common.cancel}</Button>
        <Button onClick={run} disabled={ids.length === 0} autoFocus confirms>
          {words.run(ids.length)}
        </Button>
      </>
    ),
  };
}

function runningStage({ ids, cancel }: Exporting, { progress, cancelling }: At<'running'>): Stage {
  const total = ids.length;
  const done = progress === null ? 0 : progress.done + (progress.share ?? 0);
  return {
    body: (
      <div className={styles['stage']} data-centred>
        <StatusText focused>
          {cancelling ? words.cancelling : progress === null ? words.preparing : words.running(total)}
        </StatusText>
        <div className={styles['progress']}>
          <Progress label={words.running(total)} done={done} total={progress === null ? null : progress.total} />
          <p className={styles['quiet']}>
            {progress === null ? words.preparingWhy : words.progress(progress.done, progress.total)}
          </p>
          <p className={styles['now']}>{progress?.title ?? '\u00a0'}</p>
        </div>
      </div>
    ),
    // At the left, where no button of the choice stands: a press that was meant for one of those cannot hit it.
    footerStart: (
      <Button key="stop" busy={cancelling} onClick={cancel}>
        {t.common.cancel}
      </Button>
    ),
  };
}

function doneStage({ change }: Exporting, { result }: At<'done'>): Stage {
  const wrote = result.files.length > 0;
  return {
    body: <Result result={result} />,
    footerStart: <Button onClick={change}>{words.again}</Button>,
    footer: (
      <>
        {wrote && <Reveal />}
        <Button onClick={closeSheet} autoFocus>
          {words.finish}
        </Button>
      </>
    ),
  };
}

function Reveal() {
  const can = useStore(({ live }) => live?.can.reveal === true);
  if (!can) return null;
  const reveal = (): void => void ask('export.reveal', {}).catch((error: unknown) => sayFailure(toAskError(error)));
  return (
    <Button icon={FolderOpen} onClick={reveal}>
      {words.reveal}
    </Button>
  );
}

function failedStage({ change }: Exporting, { error }: At<'failed'>): Stage {
  return {
    body: (
      <div className={styles['stage']} data-centred>
        <div role="alert" className={styles['alert']}>
          <Callout icon={CircleAlert} tone={error.code === 'disk' ? 'risk' : 'lamp'} title={words.broken}>
            <p>{error.message}</p>
          </Callout>
        </div>
      </div>
    ),
    footer: (
      <>
        <Button onClick={closeSheet}>{t.common.close}</Button>
        <Button onClick={change} autoFocus>
          {words.again}
        </Button>
      </>
    ),
  };
}
