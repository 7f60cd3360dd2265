/**
 * What the person can do about a refusal, where each face has its own way of saying it: an option of the command line, a
 * button, a menu.
 */
export type Hint =
  | 'name-state-dir'
  | 'other-state-dir'
  | 'name-data-root'
  | 'name-data-roots'
  | 'name-pair'
  | 'list-pairs'
  | 'list-receipts';

export interface SaidOptions extends ErrorOptions {
  hint?: Hint;
}

/** A refusal or failure whose message is a whole sentence for the person, fit for every face: what happened, and what to do. */
export class SaidError extends Error {
  override readonly name: string = 'SaidError';
  readonly hint: Hint | null;

  constructor(message: string, { hint, ...options }: SaidOptions = {}) {
    super(message, options);
    this.hint = hint ?? null;
  }
}
