import * as v from 'valibot';
import { requests, type Answer, type AnswerError, type Handlers, type Operation } from '../../shared/contract.ts';
import { SaidError } from '../errors.ts';
import { describeError, errorCode, isObject } from '../files.ts';
import { UnknownPairError } from '../inventory/inventory.ts';
import { FolderError } from '../local-world.ts';
import { CancelledError, RestoreError, StalePlanError } from '../restore/apply.ts';
import { BusyError } from '../restore/lock.ts';
import { NoTargetError } from '../restore/plan.ts';

/** Thrown by a handler: an error with a code to act on and a sentence to show. */
export class AnswerFailure extends Error {
  readonly code: AnswerError['code'];

  constructor(code: AnswerError['code'], message: string) {
    super(message);
    this.name = 'AnswerFailure';
    this.code = code;
  }
}

/**
 * Checks a request against its schema, does it, and turns whatever is thrown into an AnswerError. Stands on the
 * receiving side of every border; `operation` and `request` are whatever came over it. Never rejects.
 */
export async function answer(
  handlers: Partial<Handlers>,
  operation: unknown,
  request: unknown,
): Promise<Answer<Operation>> {
  try {
    if (!isOperation(operation)) return failed('invalid', 'There is no such operation.');
    const handle = handlers[operation] as ((request: unknown) => unknown) | undefined;
    if (handle === undefined) return failed('unavailable', 'This cannot be done here.');
    const checked = v.safeParse(requests[operation], request, { abortEarly: true });
    // An empty list passes for an object without keys.
    if (!checked.success || !isObject(request))
      return failed('invalid', 'The request was not understood, and nothing was done.');
    return { ok: true, data: (await handle(checked.output)) as never };
  } catch (error) {
    return { ok: false, error: describeFailure(error) };
  }
}

/** Does what no page may ask for by itself. Never rejects. */
export async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ ok: true; data: T } | { ok: false; error: AnswerError }> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    return { ok: false, error: describeFailure(error) };
  }
}

/** Own keys only: `constructor` is no operation. */
const isOperation = (value: unknown): value is Operation =>
  typeof value === 'string' && Object.prototype.hasOwnProperty.call(requests, value);

const failed = (code: AnswerError['code'], message: string): Answer<Operation> => ({
  ok: false,
  error: { code, message },
});

/** Whatever was thrown, as a code and a sentence. */
export function describeFailure(error: unknown): AnswerError {
  if (error instanceof AnswerFailure) return { code: error.code, message: error.message };
  if (error instanceof BusyError) return { code: 'busy', message: error.message };
  if (error instanceof NoTargetError || error instanceof UnknownPairError) {
    return { code: 'no-target', message: error.message };
  }
  if (error instanceof CancelledError) return { code: 'cancelled', message: error.message };
  if (error instanceof StalePlanError) return { code: 'stale', message: error.message };
  if (error instanceof RestoreError) {
    return { code: errorCode(error.cause) === null ? 'refused' : diskCode(error.cause), message: error.message };
  }
  if (error instanceof SaidError || error instanceof FolderError) return { code: 'refused', message: error.message };
  if (errorCode(error) !== null) return { code: diskCode(error), message: `${pathOf(error)} ${describeError(error)}.` };
  // Nobody foresaw this one: whoever reports it needs the place.
  process.emitWarning(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return {
    code: 'internal',
    message: 'Something went wrong inside Ghostlight. Try again; if it happens again, close Ghostlight and open it.',
  };
}

/** Of a full disk everybody knows what to do; that is a code of its own. */
const diskCode = (error: unknown): 'disk' | 'full' =>
  ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '') ? 'full' : 'disk';

const pathOf = (error: unknown): string =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
