import type { AppCheck } from '../../shared/model.ts';

/**
 * Why nothing may be written for the installed Claude, as a sentence; null if it may (docs/design.md rule 15). A person
 * who insists may add a single entry, to see whether this Claude takes it.
 */
export function whyBlocked(app: AppCheck, entries: number, insists: boolean): string | null {
  if (app.kind !== 'unfamiliar' || (insists && entries <= 1)) return null;
  return `${app.sentence} Until Ghostlight knows it, nothing is written for it: look, read and export as you like. You can add a single conversation anyway and see whether Claude shows it; that can be undone.`;
}
