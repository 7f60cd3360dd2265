import { isObject } from '../../../files.ts';
import type { JsonObject } from '../../../files.ts';

/** Looks into values of which nothing is certain. What has another type than was asked for is not there. */

/** Unlike `stringAt`, also an empty one. */
export function textAt(value: unknown, key: string): string | null {
  const found = at(value, key);
  return typeof found === 'string' ? found : null;
}

/** The first of these keys that has a text which is not empty. */
export function firstTextAt(value: unknown, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = textAt(value, key);
    if (found !== null && found !== '') return found;
  }
  return null;
}

/** A whole number from 0 on. */
export function countAt(value: unknown, key: string): number | null {
  const found = at(value, key);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : null;
}

export function listAt(value: unknown, key: string): unknown[] | null {
  const found = at(value, key);
  return Array.isArray(found) ? found : null;
}

export function objectsAt(value: unknown, key: string): JsonObject[] {
  return (listAt(value, key) ?? []).filter(isObject);
}

export function textsAt(value: unknown, key: string): string[] {
  return (listAt(value, key) ?? []).filter((item) => typeof item === 'string');
}

export const flagAt = (value: unknown, key: string): boolean => at(value, key) === true;

/** Only what the object itself has: a key may be called `constructor`. */
export function at(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});
