/** Dates and sizes in the words of the person's locale. Formatters are made when first used: each costs milliseconds. */

let days: Intl.DateTimeFormat | null = null;
let moments: Intl.DateTimeFormat | null = null;

export function formatDay(at: number | null): string {
  days ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
  return at === null ? '–' : days.format(at);
}

export function formatMoment(at: number | null): string {
  moments ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return at === null ? '–' : moments.format(at);
}

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

export function formatBytes(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const digits = unit < 2 ? 0 : 1;
  const amount = (bytes / 1000 ** unit).toLocaleString(undefined, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${amount} ${UNITS[unit] ?? ''}`;
}
