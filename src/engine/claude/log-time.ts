const STAMP =
  /^\uFEFF?\[?(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:\s?(Z|[+-]\d\d:?\d\d)(?![\w:]))?/;

/** The time at the beginning of a log line, epoch milliseconds: local time where it names no zone. Null: none there. */
export function readLogTime(line: string): number | null {
  const match = STAMP.exec(line);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (year < 1970 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return null;
  const utc = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)));
  if (utc.getUTCDate() !== day) return null;
  const ms = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const zone = match[8];
  if (zone !== undefined) return utc.getTime() + ms - offsetOf(zone);
  return new Date(year, month - 1, day, hour, minute, Math.min(second, 59), ms).getTime();
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The local day of a time: `2026-11-20`. */
export function localDay(time: number): string {
  const date = new Date(time);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The local day of a time as a person writes it, the same in every locale: `5 November 2026`. */
export function spokenDay(time: number): string {
  const date = new Date(time);
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}`;
}

/** The local day and minute: `5 November 2026, 14:07`. */
export function spokenMinute(time: number): string {
  const date = new Date(time);
  const clock = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0'));
  return `${spokenDay(time)}, ${clock.join(':')}`;
}
