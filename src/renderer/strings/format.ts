import { now as clock } from './clock.ts';

/** Numbers, dates and names as the person's locale and habits want them. */

/** Made when first used, and once: a formatter costs more to make than a hundred rows to draw. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const numbers = once(() => new Intl.NumberFormat());
const relative = once(() => new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }));
const dates = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  once(() => new Intl.DateTimeFormat(undefined, options));
const dayOfYear = dates({ day: 'numeric', month: 'short' });
const dayAndYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
const timeOfDay = dates({ hour: 'numeric', minute: '2-digit' });
const span = dates({ dateStyle: 'medium', timeStyle: 'short' });
const wholeDay = dates({ dateStyle: 'full' });
const exact = dates({ dateStyle: 'full', timeStyle: 'short' });
const compact = once(() => new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 }));
const dollars = once(() => new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' }));
const collator = once(() => new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Makes those that every list needs, which takes longer than to draw it, at a moment when nothing else is to be done. */
export function warmFormatters(): void {
  for (const make of [numbers, relative, dayOfYear, dayAndYear, collator]) make();
  formatSize(1e6);
}

/** Ends with a full stop, where it has no end of its own. */
export const formatSentence = (words: string): string => (/[.?!…]$/.test(words) ? words : `${words}.`);

/** 12,345 */
export const formatCount = (count: number): string => numbers().format(count);

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const sizes = UNITS.map((unit, step) =>
  once(
    () =>
      new Intl.NumberFormat(undefined, {
        style: 'unit',
        unit,
        unitDisplay: step === 0 ? 'long' : 'short',
        maximumFractionDigits: step < 2 ? 0 : 1,
      }),
  ),
);

/** 1.2 MB: steps of 1,000, as file managers count. */
export function formatSize(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return sizes[step]?.().format(bytes / 1000 ** step) ?? '';
}

/** What no formatter has: they say "this minute" or "now". */
const JUST_NOW = 'just now';

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Near dates relative to now, far ones as a day: "just now", "5 minutes ago", "yesterday", "4 Nov", "4 Nov 2025". */
export function formatWhen(at: number, now = clock()): string {
  const distance = Math.abs(now - at);
  const sign = at > now ? 1 : -1;
  if (sign < 0 && distance < MINUTE) return JUST_NOW;
  if (distance < HOUR) return relative().format(sign * Math.floor(distance / MINUTE), 'minute');
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (days === 0) return relative().format(sign * Math.floor(distance / HOUR), 'hour');
  if (Math.abs(days) < 7) return relative().format(days, 'day');
  return formatDay(at, now);
}

/** 4 Nov, or 4 Nov 2025 where it is not of this year. */
export function formatDay(at: number, now = clock()): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayOfYear : dayAndYear)().format(at);
}

/** Tuesday, 4 November 2026 at 10:31 */
export const formatExact = (at: number): string => exact().format(at);

/** 10:31, or 10:31 am where that is the habit. */
export const formatClock = (at: number): string => timeOfDay().format(at);

const duration = (unit: string): (() => Intl.NumberFormat) =>
  once(() => new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }));
const [seconds, minutes, hours] = [duration('second'), duration('minute'), duration('hour')];

/** 0.4 sec, 12 sec, 3 min 5 sec, 2 hrs 10 min, in the person's language. */
export function formatDuration(ms: number): string {
  const whole = Math.round(ms / 1000);
  if (ms < 9_950) return seconds().format(ms / 1000);
  if (whole < 60) return seconds().format(whole);
  const [large, small] = whole < 3600 ? [minutes, seconds] : [hours, minutes];
  const step = whole < 3600 ? 60 : 3600;
  const rest = Math.floor((whole % step) / (step / 60));
  return rest === 0
    ? large().format(Math.floor(whole / step))
    : `${large().format(Math.floor(whole / step))} ${small().format(rest)}`;
}

/** Tuesday, 4 November 2026 */
export const formatDate = (at: number): string => wholeDay().format(at);

/** 3 Nov 2026, 10:31 – 12:05, or – 5 Nov 2026, 9:12 */
export const formatSpan = (from: number, to: number): string => span().formatRange(from, Math.max(from, to));

/** 3.2M: where a rough number says more than an exact one. */
export const formatRough = (count: number): string =>
  count < 10_000 ? numbers().format(count) : compact().format(count);

/** $4.10 */
export const formatDollars = (amount: number): string => dollars().format(amount);

/** Near ones relative to now, else from when to when: "2 hours ago", "3 Nov – 5 Nov". Null where neither is known. */
export function formatDates(from: number | null, to: number | null, now = clock()): string | null {
  const [start, end] = [from ?? to, to ?? from];
  if (start === null || end === null) return null;
  const [first, last] = [formatDay(start, now), formatDay(end, now)];
  return first === last ? formatWhen(end, now) : `${first} – ${last}`;
}

/** Their order as a person sorts names: without regard to case, numbers by their size. */
export const compareNames = (a: string, b: string): number => collator().compare(a, b);

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
