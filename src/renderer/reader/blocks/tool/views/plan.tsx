import { t } from '../../../../strings/index.ts';
import { Prose } from '../../markdown/prose.tsx';
import type { BodyProps } from './body-props.ts';
import { isEmpty, Outcome, Quiet } from './parts.tsx';
import styles from './views.module.css';

const words = t.blocks;

/** The plan that was put before the person; where they said no, with what they said. */
export function PlanBody({ entry, view: { plan, accepted }, context }: BodyProps<'plan'>) {
  return (
    <>
      {!isEmpty(plan) && (
        <div className={styles['paper']}>
          <Prose context={context} name={`${entry.entry}:plan`} excerpt={plan} />
        </div>
      )}
      {accepted !== null && <Quiet>{accepted ? words.planAccepted : words.planDeclined}</Quiet>}
      {(accepted === false || isEmpty(plan)) && <Outcome entry={entry} context={context} />}
    </>
  );
}
