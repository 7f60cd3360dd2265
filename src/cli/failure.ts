/** A refusal or failure in a sentence for the person; empty where it was said already and only the exit code is left. */
export class Failure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Failure';
  }
}
