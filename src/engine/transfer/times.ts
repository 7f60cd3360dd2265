/** Formats times for a document, in one time zone that the document names. */
export interface Times {
  zone: string;
  /** `20 Nov 2026, 10:01`; empty for null. */
  moment: (at: number | null) => string;
  /** `10:01`; empty for null. */
  clock: (at: number | null) => string;
  /** `20 Nov 2026`; empty for null. */
  day: (at: number | null) => string;
}

/** Default: the time zone of this machine. */
export function timesIn(timeZone?: string): Times {
  const made = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-GB', { ...options, ...(timeZone === undefined ? {} : { timeZone }) });
  const day = made({ day: 'numeric', month: 'short', year: 'numeric' });
  const clock = made({ hour: '2-digit', minute: '2-digit' });
  const said = (format: Intl.DateTimeFormat, at: number | null): string => (at === null ? '' : format.format(at));
  return {
    zone: clock.resolvedOptions().timeZone,
    moment: (at) => (at === null ? '' : `${said(day, at)}, ${said(clock, at)}`),
    clock: (at) => said(clock, at),
    day: (at) => said(day, at),
  };
}
