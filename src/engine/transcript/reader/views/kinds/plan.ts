import type { ToolView } from '../../../../../shared/reading.ts';
import { flagAt, textAt } from '../shapes.ts';
import type { Work } from '../work.ts';
import { prose } from '../work.ts';

const APPROVED = /^User has approved (?:your plan|exiting plan mode)/;
const BEHIND = /\n## Approved Plan(?: \([^\n)]*\))?:\n/;

/** ExitPlanMode: what the model proposed to do, and whether it was let do it. */
export function viewPlan(work: Work): ToolView | null {
  const { input, sidecar, context, text } = work;
  const { parts } = context;
  const accepted = acceptedBy(work);
  for (const [plan, part] of [
    [textAt(sidecar, 'plan'), parts.sidecar('plan')],
    [textAt(input, 'plan'), parts.input('plan')],
    [approvedPlan(work), parts.made('plan')],
  ] as const) {
    if (plan !== null && plan !== '') return { is: 'plan', plan: prose(work, plan, part), accepted };
  }
  return APPROVED.test(text) ? { is: 'plan', plan: prose(work, '', parts.made('plan')), accepted } : null;
}

/** The plan as the model was told that it may go on with it. */
export function approvedPlan({ text }: Work): string | null {
  const heading = BEHIND.exec(text);
  return heading === null ? null : text.slice(heading.index + heading[0].length);
}

function acceptedBy({ status, sidecar, text }: Work): boolean | null {
  if (status === 'denied' || status === 'failed') return false;
  if (status !== 'done' || flagAt(sidecar, 'awaitingLeaderApproval')) return null;
  return APPROVED.test(text) || typeof sidecar['plan'] === 'string' ? true : null;
}
