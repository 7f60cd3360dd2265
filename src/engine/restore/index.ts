/** The room that writes into Claude's folders, as the engine uses it. It is loaded when something is to be written or undone. */

export { applyPlan, RestoreError, StalePlanError } from './apply.ts';
export { receiptOf } from './confirm.ts';
export { readJournals } from './journal.ts';
export { ownRowsAmong } from './own-rows.ts';
export { planRestore } from './plan.ts';
export { recover } from './recover.ts';
export { isOneOf } from './same-folder.ts';
export { applyUndo, findReceipt, planUndo } from './undo.ts';
