import type { LogErrorCount } from '../../../shared/model.ts';

export interface Day {
  /** 2026-11-20 */
  day: string;
  /** How often, by kind of error. */
  counts: Record<string, number>;
}

const DAY_MS = 24 * 60 * 60_000;
/** A bar for each day has to stay wide enough to be seen. */
const MOST_DAYS = 60;

/** The kinds of errors, the most frequent first. */
export function kindsOf(errors: readonly LogErrorCount[]): string[] {
  const totals = new Map<string, number>();
  for (const { kind, count } of errors) totals.set(kind, (totals.get(kind) ?? 0) + count);
  return [...totals].toSorted((a, b) => b[1] - a[1]).map(([kind]) => kind);
}

/** Every day from the first error to the last, also those without one; the last sixty of them. */
export function daysOf(errors: readonly LogErrorCount[]): Day[] {
  const counts = new Map<string, Record<string, number>>();
  for (const { day, kind, count } of errors) {
    const ofDay = counts.get(day) ?? {};
    ofDay[kind] = (ofDay[kind] ?? 0) + count;
    counts.set(day, ofDay);
  }
  const known = [...counts.keys()].filter((day) => Number.isFinite(Date.parse(day))).toSorted();
  const [first, last] = [known.at(0), known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const end = Date.parse(last);
  const start = Math.max(Date.parse(first), end - (MOST_DAYS - 1) * DAY_MS);
  const length = Math.round((end - start) / DAY_MS) + 1;
  return Array.from({ length }, (_, i) => {
    const day = new Date(start + i * DAY_MS).toISOString().slice(0, 10);
    return { day, counts: counts.get(day) ?? {} };
  });
}

/** A day as a date of the person's own zone, at noon. */
export const dateOf = (day: string): number => new Date(`${day}T12:00:00`).getTime();
