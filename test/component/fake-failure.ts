import type { AnswerError } from '../../src/shared/contract.ts';

/** An error as the engine answers it. */
export const failure = (code: AnswerError['code'], message: string): Error & AnswerError =>
  Object.assign(new Error(message), { code });
