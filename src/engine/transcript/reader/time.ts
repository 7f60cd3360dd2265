import { timeOf } from '../line.ts';
import type { Line } from '../line.ts';

/** The form of nearly every timestamp; 0 stands for any digit. */
const FORM = '0000-00-00T00:00:00.000Z';
const ZERO = 0x30;

/** The same as `timeOf`, in a fifth of the time: a timestamp in the usual form is read digit by digit. */
export function quickTimeOf(line: Line): number | null {
  const text = line['timestamp'];
  if (typeof text !== 'string' || text.length !== FORM.length || !hasForm(text)) return timeOf(line);
  const [year, month, day] = [number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)];
  const [hour, minute, second] = [number(text, 11, 13), number(text, 14, 16), number(text, 17, 19)];
  const isCertain = year >= 2000 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isCertain || hour > 23 || minute > 59 || second > 59) return timeOf(line);
  return Date.UTC(year, month - 1, day, hour, minute, second, number(text, 20, 23));
}

function hasForm(text: string): boolean {
  for (let i = 0; i < FORM.length; i++) {
    const [char, form] = [text.charCodeAt(i), FORM.charCodeAt(i)];
    if (form === ZERO ? char < ZERO || char > ZERO + 9 : char !== form) return false;
  }
  return true;
}

function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - ZERO;
  return value;
}
