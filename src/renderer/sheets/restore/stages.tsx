import type { ReactNode } from 'react';
import type { Action } from '../../../shared/model.ts';
import { Lantern } from '../../mark/lantern.tsx';
import { closeSheet, openSheet } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Button, Progress, StatusText } from '../../ui/index.ts';
import { Failure } from '../parts/failure.tsx';
import { DoneStage, Others } from './done-stage.tsx';
import { PlanStage } from './plan-stage.tsx';
import { rowsOf } from './plan.ts';
import { Planning } from './planning.tsx';
import { TryOne } from './try-one.tsx';
import type { Restore, Step } from './use-restore.ts';
import styles from './stages.module.css';

interface Stage {
  body: ReactNode;
  footer?: ReactNode;
  footerStart?: ReactNode;
}

/** What the sheet shows at each step. */
export function stageOf(restore: Restore, ids: readonly string[] | null): Stage {
  const { step } = restore;
  switch (step.at) {
    case 'planning':
      return { body: <Planning ids={ids} />, footer: <Close /> };
    case 'plan':
      return planStage(restore, step);
    case 'applying':
      return applyingStage(restore, step);
    case 'done':
      return doneStage(restore, step);
    case 'failed':
      return failedStage(restore, step);
  }
}

const Close = () => <Button onClick={closeSheet}>{t.common.close}</Button>;

type At<K extends Step['at']> = Extract<Step, { at: K }>;

function planStage(restore: Restore, { plan, renewing }: At<'plan'>): Stage {
  const body = <PlanStage plan={plan} restore={restore} renewing={renewing} />;
  const count = rowsOf(plan.actions).length;
  if (plan.target === null || count === 0) {
    const again = (
      <Button busy={renewing} onClick={restore.lookAgain}>
        {t.restore.lookAgain}
      </Button>
    );
    return { body, footer: <Close />, footerStart: again };
  }
  if (plan.blocked !== null) {
    return { body, footer: <Blocked restore={restore} actions={plan.actions} /> };
  }
  return {
    body,
    footerStart: <span className={styles['quiet']}>{t.restore.undoable}</span>,
    footer: (
      <>
        <TryOne restore={restore} actions={plan.actions} />
        <Button onClick={closeSheet}>{t.common.cancel}</Button>
        <Button tone="lamp" busy={renewing} onClick={restore.apply} confirms>
          {t.restore.bringBack(count)}
        </Button>
      </>
    ),
  };
}

/** For a Claude that is not known: nothing, or a single one to see whether Claude takes it. */
function Blocked({ restore, actions }: { restore: Restore; actions: readonly Action[] }) {
  const [only, ...others] = actions;
  const addAnyway = (): void => restore.choose({ trial: only?.session ?? null, anyway: true });
  return (
    <>
      {others.length > 0 && <TryOne restore={restore} actions={actions} />}
      <Close />
      {others.length === 0 && <Button onClick={addAnyway}>{t.restore.anyway}</Button>}
    </>
  );
}

function applyingStage(restore: Restore, { total, done, cancelling }: At<'applying'>): Stage {
  return {
    body: (
      <div className={styles['stage']} data-centred>
        <Lantern light="low" size="3rem" />
        <StatusText focused>{cancelling ? t.restore.cancelling : t.restore.applying(total)}</StatusText>
        <div className={styles['progress']}>
          <Progress label={t.restore.applying(total)} done={done} total={total} />
          <p className={styles['quiet']}>{t.restore.applyingCount(done, total)}</p>
        </div>
        <p className={styles['quiet']}>{t.restore.applyingWhy}</p>
      </div>
    ),
    // At the left, where no button of the plan stands: a press that was meant for one of those cannot hit it.
    footerStart: (
      <Button key="stop" busy={cancelling} onClick={restore.cancel}>
        {t.common.cancel}
      </Button>
    ),
  };
}

function doneStage(restore: Restore, { result, trial }: At<'done'>): Stage {
  const { receipt } = result;
  return {
    body: <DoneStage result={result} />,
    footerStart: receipt !== null && (
      <Button onClick={() => openSheet({ kind: 'undo', receipt })}>{t.restore.undo}</Button>
    ),
    footer: (
      <>
        {trial && <Others restore={restore} />}
        <Button onClick={closeSheet} autoFocus>
          {t.restore.finish}
        </Button>
      </>
    ),
  };
}

function failedStage(restore: Restore, { error }: At<'failed'>): Stage {
  const isCancelled = error.code === 'cancelled';
  return {
    body: (
      <div className={styles['stage']} data-centred>
        {isCancelled ? (
          <>
            <Lantern light="low" size="3rem" />
            <StatusText>{error.message}</StatusText>
          </>
        ) : (
          <Failure error={error} />
        )}
      </div>
    ),
    footer: (
      <>
        <Close />
        <Button onClick={restore.lookAgain} autoFocus>
          {isCancelled ? t.restore.showPlan : t.restore.lookAgain}
        </Button>
      </>
    ),
  };
}
