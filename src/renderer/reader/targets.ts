import { useSyncExternalStore } from 'react';
import type { LinkTarget } from './links.ts';

/** A message that somebody followed a link to, until the reader has shown it. */
export interface Target extends LinkTarget {
  /** So many subagents' calls on the way to it are unfolded. */
  gone: number;
  /** The message is unfolded: what is looked for may stand in what is folded. */
  reveals?: boolean;
}

let target: Target | null = null;
const listeners = new Set<() => void>();

export function setTarget(next: Target | null): void {
  target = next;
  for (const listener of listeners) listener();
}

export const currentTarget = (): Target | null => target;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTarget = (): Target | null => useSyncExternalStore(subscribe, currentTarget);
