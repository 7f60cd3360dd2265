import { useEffect, useState } from 'react';
import type { Answers, Operation, Request } from '../../shared/contract.ts';
import { ask, toAskError, type AskError } from '../api/index.ts';

/** An answer on its way, there, or not to be had. While a newer one is on its way the last one stays. */
export interface Remote<T> {
  data: T | null;
  error: AskError | null;
}

/** Long enough that running down the list with an arrow key asks for nothing. */
const PAUSE_MS = 90;
const KEPT = 60;
/** The latest answers, so that going back to a conversation shows it at once. */
const answers = new Map<string, unknown>();

interface Got<T> extends Remote<T> {
  key: string;
  subject: string;
}

/**
 * Asks where `request` is not null. `subject` is what it is about: while it stays the same, the last answer is shown
 * until the next one is there. `version` is another object when the answer may be another: the engine sends what has
 * changed anew.
 */
export function useAnswer<K extends Operation>(
  operation: K,
  request: Request<K> | null,
  subject: string,
  version: object,
): Remote<Answers[K]> {
  const body = request === null ? null : JSON.stringify(request);
  const key = `${operation} ${body ?? ''} ${numberOf(version)}`;
  const [got, setGot] = useState<Got<Answers[K]> | null>(null);
  useEffect(() => {
    if (body === null || answers.has(key)) return;
    let stopped = false;
    const settle = (remote: Remote<Answers[K]>): void => {
      if (!stopped) setGot({ ...remote, key, subject });
    };
    const timer = setTimeout(() => {
      ask(operation, JSON.parse(body) as Request<K>).then(
        (data) => {
          keep(key, data);
          settle({ data, error: null });
        },
        (error: unknown) => settle({ data: null, error: toAskError(error) }),
      );
    }, PAUSE_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [operation, subject, key, body]);
  if (got?.key === key) return got;
  const kept = answers.get(key) as Answers[K] | undefined;
  if (kept !== undefined) return { data: kept, error: null };
  return got?.subject === subject ? got : { data: null, error: null };
}

const numbers = new WeakMap<object, number>();
let count = 0;

function numberOf(version: object): number {
  const number = numbers.get(version) ?? count++;
  numbers.set(version, number);
  return number;
}

function keep(key: string, data: unknown): void {
  answers.set(key, data);
  const [oldest] = answers.keys();
  if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
}
