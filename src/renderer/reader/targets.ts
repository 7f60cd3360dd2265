import { useSyncExternalStore } from 'react';
import type { LinkTarget } from './links.ts';

/** A message that somebody followed a link to, until the reader has shown it. */
let target: LinkTarget | null = null;
const listeners = new Set<() => void>();

export function setTarget(next: LinkTarget | null): void {
  target = next;
  for (const listener of listeners) listener();
}

export const currentTarget = (): LinkTarget | null => target;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTarget = (): LinkTarget | null => useSyncExternalStore(subscribe, currentTarget);
