import { useCallback, useEffect, useRef, useState } from 'react';
import type { RestorePlan } from '../../../shared/contract.ts';
import type { Include, PairId, RestoreResult } from '../../../shared/model.ts';
import { ask, on, toAskError, type AskError } from '../../api/index.ts';
import { useStore } from '../../store/index.ts';
import { rowsOf } from './plan.ts';

/** Where the sheet stands, from the plan to the receipt. */
export type Step =
  | { at: 'planning' }
  /** `renewing`: a newer plan is on its way, and this one is not to be done. */
  | { at: 'plan'; plan: RestorePlan; renewing: boolean }
  | { at: 'applying'; total: number; done: number; cancelling: boolean }
  | { at: 'done'; result: RestoreResult; trial: boolean }
  | { at: 'failed'; error: AskError };

export interface Choice {
  /** Only this one, to try with. */
  trial: string | null;
  /** The account that the person chose; null for the one in use. */
  pair: Pick<PairId, 'accountId' | 'organizationId'> | null;
  /** The one of the trial, although Ghostlight does not know the installed Claude. */
  anyway: boolean;
}

export interface Restore {
  step: Step;
  choice: Choice;
  /** How many the plan for all of them had. */
  whole: number;
  choose: (change: Partial<Choice>) => void;
  lookAgain: () => void;
  apply: () => void;
  cancel: () => void;
}

const FIRST: Choice = { trial: null, pair: null, anyway: false };

/** Plans at once, plans again whenever the person chooses otherwise or Claude starts or quits, and does the plan shown. */
export function useRestore(ids: readonly string[] | null, include: readonly Include[]): Restore {
  const [step, setStep] = useState<Step>({ at: 'planning' });
  const [choice, setChoice] = useState(FIRST);
  const [whole, setWhole] = useState(0);
  const turn = useRef(0);

  const makePlan = useCallback(
    ({ trial, pair, anyway }: Choice) => {
      const mine = (turn.current += 1);
      const take = (next: Step): void => {
        if (turn.current === mine) setStep(next);
      };
      ask('restore.plan', {
        ids: trial === null ? ids && [...ids] : [trial],
        include: [...include],
        pair,
        anyway,
      }).then(
        (plan) => {
          if (trial === null && turn.current === mine) setWhole(rowsOf(plan.actions).length);
          take({ at: 'plan', plan, renewing: false });
        },
        (error: unknown) => take({ at: 'failed', error: toAskError(error) }),
      );
    },
    [ids, include],
  );

  useEffect(() => {
    makePlan(FIRST);
    return () => {
      turn.current += 1;
    };
  }, [makePlan]);

  const renew = (next: Choice): void => {
    setChoice(next);
    setStep((now) => (now.at === 'plan' ? { ...now, renewing: true } : { at: 'planning' }));
    makePlan(next);
  };

  useRenewalWithClaude(step, () => renew(choice));

  const apply = (): void => {
    if (step.at !== 'plan' || step.renewing) return;
    const { plan } = step;
    turn.current += 1;
    setStep({ at: 'applying', total: rowsOf(plan.actions).length, done: 0, cancelling: false });
    const end = on('restore.progress', ({ done }) =>
      setStep((now) => (now.at === 'applying' ? { ...now, done } : now)),
    );
    ask('restore.apply', { plan: plan.plan })
      .then(
        (result) => setStep({ at: 'done', result, trial: choice.trial !== null }),
        (error: unknown) => setStep({ at: 'failed', error: toAskError(error) }),
      )
      .finally(end);
  };

  const cancel = (): void => {
    setStep((now) => (now.at === 'applying' ? { ...now, cancelling: true } : now));
    ask('restore.cancel', {}).catch(() => undefined); // What became of it is the answer of the apply itself.
  };

  return {
    step,
    choice,
    whole,
    choose: (change) => renew({ ...choice, ...change }),
    lookAgain: () => renew(choice),
    apply,
    cancel,
  };
}

/** A plan says whether Claude runs, and refuses what needs it closed: it is made again when that changes. */
function useRenewalWithClaude(step: Step, renew: () => void): void {
  const running = useStore(({ live }) => live?.claudeRunning ?? null);
  const planned = useRef(running);
  useEffect(() => {
    if (planned.current === running) return;
    planned.current = running;
    if (step.at === 'plan') renew();
  }, [running, step, renew]);
}
