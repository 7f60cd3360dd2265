import { toast } from 'sonner';
import type { UndoResult } from '../../shared/model.ts';
import type { AskError } from '../api/index.ts';
import { t } from '../strings/index.ts';

/** Something is done: one line that goes by itself. */
export const sayDone = (message: string, description?: string): void => {
  toast.success(message, description === undefined ? {} : { description });
};

/** What was asked for has nothing to do, and why. */
export const sayWhyNot = (message: string, description?: string): void => {
  toast.info(message, description === undefined ? {} : { description });
};

/** Something failed: what, and what to do. Stays until it is closed. */
export function sayFailure(error: AskError): void {
  const [title, next] = t.failures[error.code];
  const own = error.code === 'invalid' || error.code === 'unavailable' ? '' : error.message;
  toast.error(title, { description: [own, next].filter((part) => part !== '').join(' '), duration: Infinity });
}

export function sayUndone({ actions, refused }: UndoResult): void {
  const left = refused.length > 0 ? `${t.toasts.undonePartly(refused.length)} ` : '';
  sayDone(t.toasts.undone(actions.filter(({ kind }) => kind !== 'remove-copy').length), `${left}${t.toasts.undoneWhy}`);
}
