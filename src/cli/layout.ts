import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { paint, plain, print } from './output.ts';

/** Text for a person, laid out for the terminal it stands in. Widths are columns: a Chinese character or an emoji has two. */

/** Where nobody says how wide the screen is: a pipe, a file. */
const USUAL_WIDTH = 120;
const LEAST_WIDTH = 40;

export function screenWidth(): number {
  const told = process.stdout.isTTY ? process.stdout.columns : Number(process.env['COLUMNS']);
  return Math.max(LEAST_WIDTH, told > 0 ? told : USUAL_WIDTH);
}

/** Lines that are seen at once; all of them where nothing scrolls. */
export const screenHeight = (): number => (process.stdout.isTTY ? process.stdout.rows : Infinity);

/** Sentences, broken between words on a terminal, and whole in a pipe, where programs search for them. */
function fold(text: string, indent: number, stream: NodeJS.WriteStream): string {
  const width = stream.isTTY ? Math.max(LEAST_WIDTH, stream.columns) : null;
  const folded = width === null ? text : wrapAnsi(text, width - indent, { hard: true });
  return folded.replace(/^/gm, ' '.repeat(indent));
}

export const say = (text: string, indent = 0): void => print(fold(text, indent, process.stdout));

/** Says on standard error what went wrong, was refused or has to be chosen. */
export const complain = (text: string, indent = 0): void =>
  void process.stderr.write(`${fold(text, indent, process.stderr)}\n`);

/** Text that somebody wrote, with its own lines and indents; only lines that are too long are broken. */
export function foldLines(text: string): string {
  const width = screenWidth();
  if (!process.stdout.isTTY) return text;
  const folded = (line: string): string =>
    line.length * 2 <= width || stringWidth(line) <= width ? line : wrapAnsi(line, width, { hard: true, trim: false });
  return text.split('\n').map(folded).join('\n');
}

/** A command to copy: on a line of its own, which is never broken. */
export const sayCommand = (command: string): void => print(`  ${paint.bold(command)}`);

/** The same where it is only by the way. */
export function sayHint(text: string, command: string): void {
  say(paint.dim(text));
  print(paint.dim(`  ${command}`));
}

const ITEM_INDENT = 2;

/** A line of a list: what goes on in further lines stands under the text, not under the mark. */
export const printItem = (mark: string, text: string): void =>
  print(`${mark} ${fold(text, ITEM_INDENT, process.stdout).slice(ITEM_INDENT)}`);

export interface Column {
  head: string;
  /** The columns that it keeps where the terminal is narrow; without it, all that its cells need. */
  least?: number;
  /** Left out where not even that is to be had. */
  optional?: boolean;
}

/** A line of cells, or a heading above the lines that follow, which are then indented. */
export type Row = readonly string[] | { heading: string };

const GAP = 2;

/** A table without lines, never wider than the terminal; what does not fit ends in an ellipsis. */
export function printTable(columns: readonly Column[], rows: readonly Row[]): void {
  if (rows.length === 0) return;
  const cells = rows.map((row) => ('heading' in row ? row : row.map(plain)));
  const indent = rows.some((row) => 'heading' in row) ? 2 : 0;
  const room = screenWidth() - indent;
  const natural = naturalWidths(columns, cells);
  const all = canFit(columns, natural, room);
  const keep = <T>(row: readonly T[]): T[] => row.filter((_, i) => all || columns[i]?.optional !== true);
  const widths = fit(keep(columns), keep(natural), room);
  const line = (row: readonly string[]): string => lineOf(keep(row), widths, indent);
  print(paint.dim(line(columns.map(({ head }) => head))));
  for (const row of cells) print('heading' in row ? cliTruncate(row.heading, screenWidth()) : line(row));
}

/** Whether all columns fit where each that can give way does. */
function canFit(columns: readonly Column[], natural: readonly number[], room: number): boolean {
  const least = natural.map((width, i) => Math.min(width, columns[i]?.least ?? Infinity));
  return totalOf(least) <= room;
}

const totalOf = (widths: readonly number[]): number =>
  widths.reduce((total, width) => total + width, GAP * (widths.length - 1));

function naturalWidths(columns: readonly Column[], rows: readonly Row[]): number[] {
  const lines = rows.flatMap((row) => ('heading' in row ? [] : [row]));
  return columns.map(({ head }, i) =>
    lines.reduce((widest, row) => Math.max(widest, stringWidth(row[i] ?? '')), stringWidth(head)),
  );
}

/** Takes what is too much from the widest column that can give, again and again. */
function fit(columns: readonly Column[], natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  const spare = (i: number): number => (widths[i] ?? 0) - (columns[i]?.least ?? Infinity);
  let excess = totalOf(widths) - room;
  for (; excess > 0; excess -= 1) {
    const givers = columns.map((_, i) => i).filter((i) => spare(i) > 0);
    const [first] = givers;
    if (first === undefined) break;
    const widest = givers.reduce((best, i) => ((widths[i] ?? 0) > (widths[best] ?? 0) ? i : best), first);
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function lineOf(row: readonly string[], widths: readonly number[], indent: number): string {
  let column = indent;
  const parts = row.map((cell, i) => {
    const short = cliTruncate(cell, Math.min(widths[i] ?? 0, Math.max(1, screenWidth() - column)));
    const part = goTo(column, i) + short;
    column += (widths[i] ?? 0) + GAP;
    return isTerminal ? part : part + ' '.repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(short)) + GAP);
  });
  return (isTerminal ? '' : ' '.repeat(indent)) + parts.join('').trimEnd();
}

const isTerminal = process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/**
 * Terminals disagree about the width of rarer emoji and scripts. Where there is a terminal, a cell is put in its column
 * rather than behind the one before, so that no disagreement moves it or breaks the line.
 */
const goTo = (column: number, i: number): string =>
  isTerminal ? (i === 0 ? ' '.repeat(column) : `\u001B[${column + 1}G`) : '';
