/** A refusal or failure whose message is a whole sentence for the person: what happened, and what to do. */
export class SaidError extends Error {
  override readonly name: string = 'SaidError';
}
