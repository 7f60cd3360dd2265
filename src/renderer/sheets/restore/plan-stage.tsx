import type { ReactNode } from 'react';
import { TriangleAlert } from 'lucide-react';
import type { RestorePlan } from '../../../shared/contract.ts';
import { Lantern } from '../../mark/lantern.tsx';
import { useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Callout } from '../../ui/index.ts';
import { AskQuit } from '../parts/ask-quit.tsx';
import { AccountChoice } from './account-choice.tsx';
import { ReceiptGroups } from '../parts/receipt-rows.tsx';
import { ActionRows, RefusedRows } from './rows.tsx';
import { countActions } from './plan.ts';
import { TargetAccount } from './target-account.tsx';
import type { Restore } from './use-restore.ts';
import styles from './stages.module.css';

interface PlanStageProps {
  plan: RestorePlan;
  restore: Restore;
  renewing: boolean;
}

/** The receipt before the fact. */
export function PlanStage({ plan, restore, renewing }: PlanStageProps) {
  const { target, pairs, actions, refused, doubts } = plan;
  if (target === null && pairs.length === 0) {
    return <Nothing title={t.account.none} sentences={[...doubts, t.account.noneWhy]} />;
  }
  if (target === null && restore.choice.pair !== null) {
    // The account was chosen; what is in doubt is the installation.
    return <Nothing title={t.account.stillNone} sentences={[...doubts, t.account.stillNoneWhy]} />;
  }
  if (target !== null && actions.length + refused.length === 0) {
    return <Nothing title={t.restore.nothing} sentences={[t.restore.nothingWhy]} />;
  }
  return (
    <div className={styles['stage']} aria-busy={renewing}>
      {plan.target === null ? <NoTarget plan={plan} restore={restore} /> : <Planned plan={plan} restore={restore} />}
    </div>
  );
}

function Planned({ plan, restore }: Omit<PlanStageProps, 'renewing'>) {
  const { target, pairs, actions, refused, warnings, app, blocked } = plan;
  const { choice, whole, choose } = restore;
  return (
    <>
      <Headline actions={actions} />
      {choice.trial !== null && whole > 1 && <p className={styles['lead']}>{t.restore.tryingOne(whole)}</p>}
      {target !== null && actions.length > 0 && (
        <TargetAccount
          target={target}
          pairs={pairs}
          chosen={choice.pair !== null}
          onChoose={({ accountId, organizationId }) => choose({ pair: { accountId, organizationId } })}
        />
      )}
      {blocked === null ? (
        <p className={styles['quiet']}>{app.sentence}</p>
      ) : (
        <Callout icon={TriangleAlert} title={t.restore.blocked}>
          <p>{blocked}</p>
        </Callout>
      )}
      <Warnings warnings={warnings} askQuit={refused.length > 0} />
      <div className={styles['paper']}>
        <ReceiptGroups>
          <ActionRows actions={actions} done={false} />
          <RefusedRows refused={refused} name={t.restore.refused[0]} hint={t.restore.refused[1]} />
        </ReceiptGroups>
      </div>
    </>
  );
}

function Headline({ actions }: Pick<RestorePlan, 'actions'>) {
  const [first, second] =
    actions.length > 0
      ? [t.restore.summary(countActions(actions)), t.restore.untouched]
      : [t.restore.nothingCan, t.restore.nothingCanWhy];
  return (
    <div role="status">
      <p className={styles['headline']}>{first}</p>
      <p className={styles['lead']}>{second}</p>
    </div>
  );
}

function Nothing({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <div className={styles['stage']} data-centred role="status">
      <Lantern light="low" size="3rem" />
      <div>
        <p className={styles['headline']}>{title}</p>
        {sentences.map((sentence) => (
          <p key={sentence} className={styles['lead']}>
            {sentence}
          </p>
        ))}
      </div>
    </div>
  );
}

/** `askQuit`: something may have been refused because Claude runs. What is only added can be added all the same. */
function Warnings({ warnings, askQuit }: { warnings: readonly string[]; askQuit: boolean }) {
  const canAsk = useStore(({ live }) => live?.can.quitClaude === true && live.claudeRunning === true);
  if (warnings.length === 0) return null;
  return (
    <Callout icon={TriangleAlert} {...(askQuit && canAsk ? { actions: <AskQuit /> } : {})}>
      <Sentences>{warnings}</Sentences>
    </Callout>
  );
}

/** Nobody is chosen for the person: what speaks for each account, and why that is not enough. */
function NoTarget({ plan: { pairs, doubts }, restore }: Omit<PlanStageProps, 'renewing'>) {
  return (
    <>
      <div role="status">
        <p className={styles['headline']}>{t.account.choose}</p>
        <p className={styles['lead']}>{t.account.chooseWhy}</p>
      </div>
      <AccountChoice
        pairs={pairs}
        value={null}
        onChoose={({ accountId, organizationId }) => restore.choose({ pair: { accountId, organizationId } })}
      />
      {doubts.length > 0 && (
        <Callout title={t.account.doubts}>
          <Sentences>{doubts}</Sentences>
        </Callout>
      )}
    </>
  );
}

/** One as it is, several as a list. */
function Sentences({ children }: { children: readonly string[] }): ReactNode {
  if (children.length < 2) return children.map((sentence) => <p key={sentence}>{sentence}</p>);
  return (
    <ul className={styles['list']}>
      {children.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
