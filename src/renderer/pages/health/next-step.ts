import type { Finding } from '../../../shared/model.ts';

export type NextAction = 'restore' | 'choose-folder' | 'choose-account' | 'show-terminal';

interface NextStep {
  /** What to do, in words; null where the button says it all. */
  words: string | null;
  action: NextAction | null;
}

/** The doctor speaks to the terminal as well; what it says about options there is a button here. */
const OPTIONS: readonly [RegExp, NextAction][] = [
  [/--data-root/, 'choose-folder'],
  [/--account|--organization/, 'choose-account'],
  [/--include/, 'show-terminal'],
  [/`ghostlight restore/, 'restore'],
];

/** A finding's advice for a window: options of the command line become a button, the rest stays as it is. */
export function nextStep({ next }: Finding): NextStep {
  if (next === null) return { words: null, action: null };
  const [, action] = OPTIONS.find(([option]) => option.test(next)) ?? [null, null];
  if (action === null) return { words: next, action };
  const kept = next
    .split(/(?<=[.;,])\s+/)
    .filter((clause) => !/`ghostlight |--[a-z]/.test(clause))
    .join(' ')
    .replace(/[;,]$/, '.');
  return { words: /^[A-Z].*\.$/.test(kept) ? kept : null, action };
}
