import { now as clock } from './clock.ts';

/** Numbers, dates and names as the person's locale and habits want them. */

const numbers = new Intl.NumberFormat();
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 12,345 */
export const formatCount = (count: number): string => numbers.format(count);

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
/** Made once: a formatter costs more to make than a hundred rows to draw. */
const sizes = UNITS.map(
  (unit, step) =>
    new Intl.NumberFormat(undefined, {
      style: 'unit',
      unit,
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: step < 2 ? 0 : 1,
    }),
);

/** 1.2 MB: steps of 1,000, as file managers count. */
export function formatSize(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return sizes[step]?.format(bytes / 1000 ** step) ?? '';
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Near dates relative to now, far ones as a day: "5 minutes ago", "yesterday", "4 Nov", "4 Nov 2025". */
export function formatWhen(at: number, now = clock()): string {
  const distance = Math.abs(now - at);
  const sign = at > now ? 1 : -1;
  if (distance < HOUR) return relative.format(sign * Math.floor(distance / MINUTE), 'minute');
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (days === 0) return relative.format(sign * Math.floor(distance / HOUR), 'hour');
  if (Math.abs(days) < 7) return relative.format(days, 'day');
  return formatDay(at, now);
}

/** 4 Nov, or 4 Nov 2025 where it is not of this year. */
export function formatDay(at: number, now = clock()): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayOfYear : dayAndYear).format(at);
}

/** Tuesday, 4 November 2026 at 10:31 */
export const formatExact = (at: number): string => exact.format(at);

/** Near ones relative to now, else from when to when: "2 hours ago", "3 Nov – 5 Nov". Null where neither is known. */
export function formatDates(from: number | null, to: number | null, now = clock()): string | null {
  const [start, end] = [from ?? to, to ?? from];
  if (start === null || end === null) return null;
  const [first, last] = [formatDay(start, now), formatDay(end, now)];
  return first === last ? formatWhen(end, now) : `${first} – ${last}`;
}

/** The last part of a path, whichever platform wrote it. */
export const folderName = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;

/**
 * A model in the words of its maker: `claude-opus-4-7[1m]` is Opus 4.7, `claude-3-5-haiku-20241022` Haiku 3.5. Null for
 * what is no model (`<synthetic>`); other names as they are.
 */
export function formatModel(model: string | null): string | null {
  if (model === null || model === '' || model.startsWith('<')) return null;
  const name = model.replace(/\[[^\]]*\]$/, '').replace(/^.*(?=claude-)/, '');
  const newer = /^claude-([a-z]+)-(\d+)(?:-(\d{1,2}))?(?![\d])/.exec(name);
  const older = /^claude-(\d+)(?:-(\d{1,2}))?-([a-z]+)/.exec(name);
  if (newer !== null) return spellModel(newer[1], newer[2], newer[3]);
  if (older !== null) return spellModel(older[3], older[1], older[2]);
  return model;
}

function spellModel(family = '', major = '', minor?: string): string {
  return `${family.charAt(0).toUpperCase()}${family.slice(1)} ${major}${minor === undefined ? '' : `.${minor}`}`;
}
