import type {
  Answers,
  AnswerError,
  EventName,
  Events,
  GhostlightApi,
  Operation,
  Request,
} from '../../shared/contract.ts';
import { t } from '../strings/index.ts';
import { httpApi } from './http.ts';

let current: GhostlightApi | null = null;

/** The way to the engine: the app's bridge where there is one, else HTTP to the server that served this page. */
function api(): GhostlightApi {
  current ??= window.ghostlight ?? httpApi(t.common.serverGone);
  return current;
}

/** Puts another API in place: for tests. */
export function provideApi(replacement: GhostlightApi): void {
  current = replacement;
}

/** What `ask` throws: the sentence is for the person, the code to act on. */
export class AskError extends Error {
  readonly code: AnswerError['code'];

  constructor({ code, message }: AnswerError) {
    super(message);
    this.name = 'AskError';
    this.code = code;
  }
}

/** Asks and returns the answer. Throws AskError, also where the way to the engine is broken. */
export async function ask<K extends Operation>(operation: K, request: Request<K>): Promise<Answers[K]> {
  const answer = await api()
    .ask(operation, request)
    .catch((error: unknown) => {
      throw new AskError({ code: 'unavailable', message: error instanceof Error ? error.message : String(error) });
    });
  if (!answer.ok) throw new AskError(answer.error);
  return answer.data;
}

/** Any error as one that has a code and a sentence. */
export const toAskError = (error: unknown): AskError =>
  error instanceof AskError
    ? error
    : new AskError({ code: 'internal', message: error instanceof Error ? error.message : String(error) });

/** Returns the function that ends the subscription. */
export const on = <E extends EventName>(event: E, listener: (payload: Events[E]) => void): (() => void) =>
  api().on(event, listener);
