import { Prose } from '../../markdown/prose.tsx';
import type { BodyProps } from './body-props.ts';
import { isEmpty, Outcome } from './parts.tsx';
import styles from './views.module.css';

/** The plan that was put before the person; where they said no, with what they said. */
export function PlanBody({ entry, view: { plan, accepted }, context }: BodyProps<'plan'>) {
  return (
    <>
      {!isEmpty(plan) && (
        <div className={styles['paper']}>
          <Prose context={context} name={`${entry.entry}:plan`} excerpt={plan} />
        </div>
      )}
      {(accepted === false || isEmpty(plan)) && <Outcome entry={entry} context={context} />}
    </>
  );
}
