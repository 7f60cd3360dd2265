import { useEffect, useState } from 'react';
import { Reading } from './reading.ts';

/** How many readings that nobody looks at stay open, so that going back to one shows it at once. */
const KEPT = 4;
/** Running down the list with an arrow key opens nothing on the way. */
const PAUSE_MS = 90;

const readings = new Map<string, { reading: Reading; users: number }>();
let openedAt = -Infinity;

const keyOf = (id: string, agent: string | null): string => `${id} ${agent ?? ''}`;

/**
 * The reading of a conversation, or of a subagent's own, for as long as the component is there; opened when it is first
 * asked for. Null during the short pause before that, and where there is no id.
 */
export function useReading(id: string | null, agent: string | null): Reading | null {
  const key = keyOf(id ?? '', agent);
  const [used, setUsed] = useState<Reading | null>(() => readings.get(key)?.reading ?? null);
  useEffect(() => {
    if (id === null) return;
    let leave: (() => void) | null = null;
    const enter = (): void => {
      openedAt = performance.now();
      const reading = acquire(id, agent);
      setUsed(reading);
      leave = () => release(key);
    };
    const mustWait = isHurried(key);
    const timer = mustWait ? setTimeout(enter, PAUSE_MS) : undefined;
    if (!mustWait) enter();
    return () => {
      clearTimeout(timer);
      leave?.();
    };
  }, [id, agent, key]);
  return used?.id === id && used.agent === agent ? used : null;
}

/** Opens a conversation that is about to be shown. */
export function openAhead(id: string): void {
  const key = keyOf(id, null);
  if (readings.has(key) || isHurried(key)) return;
  openedAt = performance.now();
  acquire(id, null);
  release(key);
}

const isHurried = (key: string): boolean => !readings.has(key) && performance.now() - openedAt < PAUSE_MS;

function acquire(id: string, agent: string | null): Reading {
  const key = keyOf(id, agent);
  const known = readings.get(key);
  const entry = known ?? { reading: new Reading(id, agent), users: 0 };
  entry.users += 1;
  readings.delete(key);
  readings.set(key, entry);
  if (known === undefined || entry.reading.state().phase === 'failed') void entry.reading.open();
  return entry.reading;
}

function release(key: string): void {
  const entry = readings.get(key);
  if (entry === undefined) return;
  entry.users -= 1;
  if (entry.users === 0) entry.reading.pages.trim();
  const unused = [...readings].filter(([, { users }]) => users === 0);
  for (const [old, { reading }] of unused.slice(0, Math.max(0, unused.length - KEPT))) {
    readings.delete(old);
    reading.close();
  }
}

/** Closes all of them: for tests, which begin anew. */
export function closeReadings(): void {
  for (const { reading } of readings.values()) reading.close();
  readings.clear();
  openedAt = -Infinity;
}
