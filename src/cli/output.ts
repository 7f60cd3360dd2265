import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import colors from 'picocolors';

/** What the command line prints: for a person, tables that fit the terminal; for a program, one JSON object. */

/** Width where nobody says how wide the terminal is: a pipe, a file. */
const USUAL_WIDTH = 100;
const MIN_WIDTH = 40;

export const paint = colors.createColors(process.stdout.isTTY && colors.isColorSupported);

export const print = (text = ''): void => void process.stdout.write(`${text}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** Where a command says what went wrong or was refused. */
export const complain = (text: string): void => void process.stderr.write(`${text}\n`);

/** Text from a conversation or a file name, safe for a terminal and on one line. */
export const plain = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

export interface Column {
  head: string;
  /** Share of the width that is left after the fixed columns, or the fixed width. */
  share?: number;
  width?: number;
}

/** A table without lines, as wide as the terminal; what does not fit ends in an ellipsis. */
export function printTable(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) return;
  const table = new Table({
    head: columns.map(({ head }) => paint.dim(head)),
    colWidths: widths(columns),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    truncate: '…',
  });
  table.push(...rows.map((row) => row.map(plain)));
  print(table.toString().replace(/[ \t]+$/gm, ''));
}

const NO_LINES = Object.fromEntries(
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle'
    .split(' ')
    .map((name) => [name, '']),
);

function widths(columns: readonly Column[]): number[] {
  const total = Math.max(MIN_WIDTH, process.stdout.isTTY ? process.stdout.columns : USUAL_WIDTH);
  const fixed = columns.reduce((sum, { width }) => sum + (width ?? 0), 0);
  const shares = columns.reduce((sum, { share }) => sum + (share ?? 0), 0);
  return columns.map(({ width, share }) => width ?? Math.max(6, Math.floor(((total - fixed) * (share ?? 0)) / shares)));
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const formatDay = (at: number | null): string => (at === null ? '–' : dates.format(at));

export const formatMoment = (at: number | null): string => (at === null ? '–' : moments.format(at));

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

export function formatBytes(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit < 2 ? 0 : 1)} ${UNITS[unit] ?? ''}`;
}

export const plural = (n: number, one: string, many: string): string => `${n.toLocaleString()} ${n === 1 ? one : many}`;
